package dev.steergraph.ingest.correlate;

/** Takes correlations as they are computed. */
interface PairSink {

    /**
     * @param feature local number of one feature
     * @param first local number of the first of its partners, which follow each other
     * @param count number of partners
     * @param r correlations from {@code r[at]} on, to be read before the call returns
     * @param at place of the first partner's correlation
     */
    void row(int feature, int first, int count, double[] r, int at);

    /**
     * Pairs of sparse features that may be strong, all others of the feature being weak.
     *
     * @param feature local number of one feature
     * @param partners local numbers of the others, to be read before the call returns
     * @param count how many of them
     */
    void candidates(int feature, int[] partners, int count);
}
