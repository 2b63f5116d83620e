package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Scratch;
import dev.steergraph.ingest.correlate.pair.Coactivations;
import dev.steergraph.ingest.correlate.pair.JointActivation;
import dev.steergraph.ingest.correlate.pair.PairData;
import dev.steergraph.ingest.correlate.pair.PairSink;

/**
 * Decides which pairs are edges; coactivations are counted for strong pairs only, from the lists of the two features.
 */
final class EdgeSink implements PairSink {

    private final PairData data;
    private final FeatureMoments moments;
    private final JointActivation joint;
    private final int[] document;
    private final CorrelationParameters parameters;
    private final double threshold;
    private final Scratch scratch;
    private final EdgeBuffer found = new EdgeBuffer();

    /** @param threshold of |r|; with {@link CorrelationParameters#minMi}, a necessary condition */
    EdgeSink(
            PairData data,
            FeatureMoments moments,
            JointActivation joint,
            int[] document,
            CorrelationParameters parameters,
            double threshold,
            Scratch scratch) {
        this.data = data;
        this.moments = moments;
        this.joint = joint;
        this.document = document;
        this.parameters = parameters;
        this.threshold = threshold;
        this.scratch = scratch;
    }

    EdgeBuffer found() {
        return found;
    }

    @Override
    public void row(int feature, int first, int count, double[] r, int at) {
        long[] bits = null;
        for (int k = 0; k < count; k++) {
            if (isStrong(r[at + k])) {
                bits = bits == null ? joint.mark(feature, scratch) : bits;
                long together = joint.together(bits, first + k);
                keep(feature, first + k, r[at + k], (int) (together >>> 32), (int) together);
            }
        }
        if (bits != null) {
            joint.clear(feature, bits);
        }
    }

    /** Decides pairs of sparse features, both of which are listed. */
    void candidates(int feature, int[] partners) {
        float[] column = scratch.column(data.rows());
        long[] activations = data.activations()[feature];
        FeatureColumns.spread(activations, column);
        for (int partner : partners) {
            Coactivations shared = Coactivations.of(column, activations, data.activations()[partner], document);
            double r = data.correlation(feature, partner, shared.products());
            if (isStrong(r)) {
                keep(feature, partner, r, shared.rows(), shared.documents());
            }
        }
        FeatureColumns.clear(activations, column);
    }

    private boolean isStrong(double r) {
        return r > threshold || r < -threshold;
    }

    private void keep(int i, int j, double r, int rows, int documents) {
        if (!passes(i, j, r, documents)) {
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
                ((long) rows << 32) | documents);
    }

    private boolean passes(int i, int j, double r, int documents) {
        int least = parameters.minDocuments();
        if (r < 0 && parameters.support() == MinDocumentSupport.EACH_IF_NEGATIVE) {
            return joint.documents(i) >= least && joint.documents(j) >= least;
        }
        return documents >= least;
    }
}
