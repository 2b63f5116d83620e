package dev.steergraph.ingest.correlate;

import java.util.Arrays;

/**
 * One dense feature with all sparse features, in one pass over all rows. The dense one is centred first: its mean may exceed
 * its deviation by any factor.
 *
 * @param feature number among the dense features
 */
record DenseSparseTask(PairData data, int feature) implements PairTask {

    @Override
    public void run(Scratch scratch, PairSink sink) {
        RowIndex index = data.index();
        int features = index.features();
        int local = features + feature;
        double[] sums = scratch.sums(features);
        float[] column = data.dense()[feature];
        double mean = data.mean()[local];
        for (int row = 0; row < data.rows(); row++) {
            double x = column[row] - mean;
            long[] block = index.block(row);
            int end = index.end(row);
            for (int e = index.start(row); e < end; e++) {
                sums[(int) (block[e] >>> 32)] += x * Float.intBitsToFloat((int) block[e]);
            }
        }
        data.normalise(local, 0, sums, 0, features);
        sink.row(local, 0, features, sums, 0);
        Arrays.fill(sums, 0, features, 0);
    }

    @Override
    public long work() {
        return data.rows();
    }
}
