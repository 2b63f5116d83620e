package dev.steergraph.ingest.pipeline;

/** Reports nothing. */
final class SilentProgress implements Progress {

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void update(long done, String detail) {}

    @Override
    public void end(String summary) {}
}
