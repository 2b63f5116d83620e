package dev.steergraph.ingest.correlate.kernel;

/**
 * The rows of a slice in a {@link CandidateBucket}.
 *
 * @param entries as in {@code CandidateRows}
 * @param visits {@link Visit}s, feature by feature
 * @param starts [feature - from] where a feature's visits begin; one more, where the last one's end
 */
record BucketPage(int[] entries, long[] visits, int[] starts) {

    /**
     * Entries that are added at a time. Each row is padded with one fewer zeros, so that its end needs no special
     * case.
     */
    static final int ADDED = 4;
}
