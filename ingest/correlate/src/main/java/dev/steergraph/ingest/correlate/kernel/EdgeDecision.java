package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.function.IntToLongFunction;

/**
 * What makes a pair an edge.
 *
 * @param threshold of |r|; with {@link CorrelationParameters#minMi}, a necessary condition
 * @param documents [local] documents in which a feature fires
 */
record EdgeDecision(
        PairData data,
        FeatureMoments moments,
        CorrelationParameters parameters,
        double threshold,
        IntToLongFunction documents) {

    boolean isStrong(double r) {
        return r > threshold || r < -threshold;
    }

    /**
     * Keeps a strong pair if it is an edge.
     *
     * @param rows rows on which both fire
     * @param together documents of these
     */
    void keep(int i, int j, double r, long rows, long together, EdgeBuffer found) {
        if (!passes(i, j, r, together)) {
            return;
        }
        int a = data.features()[i];
        int b = data.features()[j];
        long n1 = moments.active()[a];
        long n2 = moments.active()[b];
        double mutual = BinaryInformation.mutual(rows, n1, n2, data.rows());
        if (parameters.byInformation() && !(mutual > parameters.minMi())) {
            return;
        }
        found.add(
                a,
                b,
                r,
                mutual,
                BinaryInformation.normalised(mutual, n1, n2, data.rows()),
                (rows << 32) | Math.toIntExact(together));
    }

    private boolean passes(int i, int j, double r, long together) {
        int least = parameters.minDocuments();
        if (r < 0 && parameters.support() == MinDocumentSupport.EACH_IF_NEGATIVE) {
            return documents.applyAsLong(i) >= least && documents.applyAsLong(j) >= least;
        }
        return together >= least;
    }
}
