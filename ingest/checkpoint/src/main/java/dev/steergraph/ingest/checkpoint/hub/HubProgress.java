package dev.steergraph.ingest.checkpoint.hub;

/** Hears how downloads go on; called by several threads, for each file in order. */
@FunctionalInterface
public interface HubProgress {

    /** Hears nothing. */
    HubProgress NONE = (file, done, total) -> {};

    /**
     * Called when a file's transfer begins, after every piece, and with {@code done == total} once it is verified.
     *
     * @param file path in the repository
     * @param done bytes that are here, those of an earlier, broken-off transfer included
     */
    void update(String file, long done, long total);
}
