package dev.steergraph.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Nobody looks on, but notes are kept. */
public final class NotedProgress implements Progress {

    private final List<String> notes = new ArrayList<>();

    /** In their order. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void update(long done, String detail) {}

    @Override
    public void end(String summary) {}

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }
}
