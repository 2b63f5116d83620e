package dev.steergraph.core.run;

import dev.steergraph.core.stage.Stage;
import java.util.List;
import java.util.Map;

/**
 * What a run knows of one stage.
 *
 * @param <S> its settings
 * @param <R> its result
 */
public final class StageState<S, R> {

    private final Stage<S, R> stage;
    private final StageEntry entry;

    StageState(Stage<S, R> stage, StageEntry entry) {
        this.stage = stage;
        this.entry = entry;
    }

    /** What decides its result, checksums of its inputs included. */
    public S settings() {
        return StageJson.read(entry.settings(), stage.settings());
    }

    /** Whether these are its settings. One that this version does not know makes a difference, too. */
    public boolean hasSettings(S settings) {
        return StageJson.settings(settings).equals(entry.settings());
    }

    /** What it was begun with, by name, where that is not what these settings say. */
    public Map<String, String> differences(S settings) {
        return StageJson.differences(entry.settings(), StageJson.settings(settings));
    }

    /** Whether all its parts are there. */
    public boolean finished() {
        return entry.finished();
    }

    /** Time spent in it, over all starts. */
    double seconds() {
        return entry.seconds();
    }

    /** Finished files, ordered by path. */
    public List<Part> parts() {
        return entry.parts();
    }

    /** What it found; of a stage that is still at work, what it has found so far. */
    public R result() {
        return StageJson.read(entry.report(), stage.result());
    }
}
