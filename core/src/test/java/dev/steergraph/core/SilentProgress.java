package dev.steergraph.core;

/** Nobody looks on. */
public final class SilentProgress implements Progress {

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void update(long done, String detail) {}

    @Override
    public void end(String summary) {}
}
