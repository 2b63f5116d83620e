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
    private final JointActivation joint;
    private final int[] document;
    private final EdgeDecision decision;
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
        this.joint = joint;
        this.document = document;
        this.decision = new EdgeDecision(data, moments, parameters, threshold, joint::documents);
        this.scratch = scratch;
    }

    EdgeBuffer found() {
        return found;
    }

    @Override
    public void row(int feature, int first, int count, double[] r, int at) {
        long[] bits = null;
        for (int k = 0; k < count; k++) {
            if (decision.isStrong(r[at + k])) {
                bits = bits == null ? joint.mark(feature, scratch) : bits;
                long together = joint.together(bits, first + k);
                decision.keep(feature, first + k, r[at + k], (int) (together >>> 32), (int) together, found);
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
            if (decision.isStrong(r)) {
                decision.keep(feature, partner, r, shared.rows(), shared.documents(), found);
            }
        }
        FeatureColumns.clear(activations, column);
    }
}
