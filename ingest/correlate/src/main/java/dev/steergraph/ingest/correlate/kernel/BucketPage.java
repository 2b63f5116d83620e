package dev.steergraph.ingest.correlate.kernel;

/**
 * The rows of a slice in a {@link CandidateBucket}.
 *
 * @param entries as in {@code CandidateRows}
 * @param visits {@link Visit}s, feature by feature: close together, they are quickly written
 * @param starts [feature - from] where a feature's visits begin; one more, where the last one's end
 */
record BucketPage(int[] entries, long[] visits, int[] starts) {

    /** Entries that are added at a time. A row is followed by one less of 0, so that the last ones are no special case. */
    static final int ADDED = 4;
}
