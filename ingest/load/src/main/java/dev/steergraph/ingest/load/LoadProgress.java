package dev.steergraph.ingest.load;

/** Told after each batch. */
@FunctionalInterface
public interface LoadProgress {

    /** @param what is being written @param done nodes and relationships written so far, of all kinds */
    void update(String what, long done);
}
