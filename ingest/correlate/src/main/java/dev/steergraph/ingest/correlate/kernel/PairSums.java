package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.pair.Coactivations;
import dev.steergraph.ingest.correlate.pair.JointActivation;

/**
 * A feature and some partners, and what is known of them from the chunks so far. Chunks are added in their order.
 *
 * @param feature local number
 * @param partners local numbers
 * @param r of each, where it is known; otherwise none, and all of them are sparse
 * @param products sums of products, where r is not known
 * @param rows rows on which both fire
 * @param documents documents of these
 */
record PairSums(int feature, int[] partners, double[] r, double[] products, long[] rows, long[] documents) {

    private static final double[] UNKNOWN = {};

    /** Sparse features that may be a strong pair. */
    static PairSums candidates(int feature, int[] partners) {
        int n = partners.length;
        return new PairSums(feature, partners, UNKNOWN, new double[n], new long[n], new long[n]);
    }

    /** Strong pairs. */
    static PairSums strong(int feature, int[] partners, double[] r) {
        return new PairSums(feature, partners, r, UNKNOWN, new long[r.length], new long[r.length]);
    }

    boolean isKnown() {
        return r.length > 0;
    }

    void add(long[][] lists, JointActivation joint, int[] document, Scratch scratch) {
        if (isKnown()) {
            addCounts(joint, scratch);
            return;
        }
        float[] column = scratch.column(document.length);
        long[] own = lists[feature];
        FeatureColumns.spread(own, column);
        for (int p = 0; p < partners.length; p++) {
            Coactivations shared = Coactivations.of(column, own, lists[partners[p]], document);
            products[p] += shared.products();
            rows[p] += shared.rows();
            documents[p] += shared.documents();
        }
        FeatureColumns.clear(own, column);
    }

    private void addCounts(JointActivation joint, Scratch scratch) {
        long[] bits = joint.mark(feature, scratch);
        for (int p = 0; p < partners.length; p++) {
            long together = joint.together(bits, partners[p]);
            rows[p] += together >>> 32;
            documents[p] += (int) together;
        }
        joint.clear(feature, bits);
    }

    void decide(EdgeDecision decision, PairOrder order, EdgeBuffer found) {
        for (int p = 0; p < partners.length; p++) {
            boolean isFirst = isKnown() || order.isFirst(feature, partners[p]);
            int i = isFirst ? feature : partners[p];
            int j = isFirst ? partners[p] : feature;
            double exact = isKnown() ? r[p] : decision.data().correlation(i, j, products[p]);
            if (decision.isStrong(exact)) {
                decision.keep(i, j, exact, rows[p], documents[p], found);
            }
        }
    }
}
