package dev.steergraph.ingest.correlate.pair;

/** Receives correlations as they are computed. */
public interface PairSink {

    /**
     * @param feature local number of one feature
     * @param first local number of the first of its partners, which follow each other
     * @param count number of partners
     * @param r correlations from {@code r[at]} on, to be read before the call returns
     * @param at place of the first partner's correlation
     */
    void row(int feature, int first, int count, double[] r, int at);
}
