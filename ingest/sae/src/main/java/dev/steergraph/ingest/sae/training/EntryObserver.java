package dev.steergraph.ingest.sae.training;

/** Sees every entry of a batch on the way back. */
interface EntryObserver {

    EntryObserver NONE = (feature, code, upstream) -> {};

    /**
     * Takes in an entry of a feature; each feature's are given by one thread.
     *
     * @param upstream derivative of the loss by the entry's code
     */
    void observe(int feature, float code, float upstream);
}
