package dev.steergraph.ingest.sae;

/** Told after each training step. */
@FunctionalInterface
public interface TrainingProgress {

    /**
     * @param rows rows seen so far
     * @param explainedVariance of the batch just seen
     * @param dead features that count as dead now
     */
    void step(long rows, double explainedVariance, int dead);
}
