package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.Scratch;

/**
 * One dense feature with some others, in double precision over centred columns.
 *
 * @param feature number among the dense features
 * @param partners numbers of the others there
 */
record DensePairsTask(PairData data, int feature, int[] partners) implements PairTask {

    @Override
    public void run(Scratch scratch, PairSink sink) {
        int sparse = data.sparse();
        double[] r = new double[1];
        for (int partner : partners) {
            double products = products(
                    data.dense()[feature],
                    data.mean()[sparse + feature],
                    data.dense()[partner],
                    data.mean()[sparse + partner]);
            r[0] = data.correlationOfCentred(sparse + feature, sparse + partner, products);
            sink.row(sparse + feature, sparse + partner, 1, r, 0);
        }
    }

    private static double products(float[] x, double mx, float[] y, double my) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int row = 0;
        for (; row + 4 <= x.length; row += 4) {
            s0 += (x[row] - mx) * (y[row] - my);
            s1 += (x[row + 1] - mx) * (y[row + 1] - my);
            s2 += (x[row + 2] - mx) * (y[row + 2] - my);
            s3 += (x[row + 3] - mx) * (y[row + 3] - my);
        }
        for (; row < x.length; row++) {
            s0 += (x[row] - mx) * (y[row] - my);
        }
        return s0 + s1 + (s2 + s3);
    }

    @Override
    public long work() {
        return 1 + (long) partners.length * data.rows() / 32;
    }
}
