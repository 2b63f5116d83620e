package dev.steergraph.ingest.correlate.kernel;

/** Receives the progress of a search. Calls do not overlap, but come from several threads. */
@FunctionalInterface
public interface CorrelationProgress {

    /** Ignores all reports. */
    CorrelationProgress NONE = (stage, done, total) -> {};

    /**
     * @param stage {@code "edges"}, {@code "null 1"}, {@code "null 2"}, ...
     * @param done finished work, in activations visited
     * @param total the stage's work in the same unit
     */
    void update(String stage, long done, long total);
}
