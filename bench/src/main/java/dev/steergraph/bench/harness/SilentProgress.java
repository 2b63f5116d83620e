package dev.steergraph.bench.harness;

import dev.steergraph.core.Progress;

/** Nobody looks on: drawing progress is no part of what is measured. */
public final class SilentProgress implements Progress {

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void update(long done, String detail) {}

    @Override
    public void end(String summary) {}
}
