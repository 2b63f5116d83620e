package dev.steergraph.ingest.correlate;

/** Keeps the pairs that are edges; what they share is counted for these alone, from their own lists. */
final class EdgeSink implements PairSink {

    private final PairData data;
    private final FeatureMoments moments;
    private final JointFiring joint;
    private final CorrelationParameters parameters;
    private final long[] marks;
    private final EdgeBuffer found = new EdgeBuffer();

    EdgeSink(
            PairData data,
            FeatureMoments moments,
            JointFiring joint,
            CorrelationParameters parameters,
            Scratch scratch) {
        this.data = data;
        this.moments = moments;
        this.joint = joint;
        this.parameters = parameters;
        this.marks = scratch.marks(data.rows());
    }

    EdgeBuffer found() {
        return found;
    }

    @Override
    public void row(int feature, int first, int count, double[] r, int at) {
        double threshold = parameters.threshold();
        long[] bits = null;
        for (int k = 0; k < count; k++) {
            double value = r[at + k];
            if (value > threshold || value < -threshold) {
                bits = bits == null ? joint.mark(feature, marks) : bits;
                keep(feature, first + k, value, joint.together(bits, first + k));
            }
        }
        if (bits != null) {
            joint.clear(feature, marks);
        }
    }

    private void keep(int i, int j, double r, long together) {
        if (!passes(i, j, r, (int) together)) {
            return;
        }
        int a = data.features()[i];
        int b = data.features()[j];
        long n1 = moments.active()[a];
        long n2 = moments.active()[b];
        double mutual = BinaryInformation.mutual(together >>> 32, n1, n2, data.rows());
        found.add(a, b, r, mutual, BinaryInformation.normalised(mutual, n1, n2, data.rows()), together);
    }

    private boolean passes(int i, int j, double r, int documents) {
        int least = parameters.minDocuments();
        if (r < 0 && parameters.gate() == DocumentGate.EACH_IF_NEGATIVE) {
            return joint.documents(i) >= least && joint.documents(j) >= least;
        }
        return documents >= least;
    }
}
