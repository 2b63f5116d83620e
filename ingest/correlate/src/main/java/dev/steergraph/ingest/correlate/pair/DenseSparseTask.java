package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.Scratch;

/**
 * A few dense features with all sparse features. The dense ones are centred first, as their mean may exceed their
 * deviation by any factor, and interleaved by row, so that an activation of a sparse feature is multiplied by all of
 * them at once.
 *
 * @param first number of the first among the dense features
 */
record DenseSparseTask(PairData data, int first) implements PairTask {

    static final int TILE = 8;

    @Override
    public void run(Scratch scratch, PairSink sink) {
        int sparse = data.sparse();
        int width = Math.min(TILE, data.dense().length - first);
        double[] centred = scratch.tile(data.rows() * (long) TILE);
        for (int k = 0; k < width; k++) {
            float[] column = data.dense()[first + k];
            double mean = data.mean()[sparse + first + k];
            for (int row = 0; row < column.length; row++) {
                centred[row * TILE + k] = column[row] - mean;
            }
        }
        double[][] r = new double[TILE][sparse];
        for (int j = 0; j < sparse; j++) {
            add(data.activations()[j], centred, r, j);
        }
        for (int k = 0; k < width; k++) {
            int dense = sparse + first + k;
            for (int j = 0; j < sparse; j++) {
                r[k][j] = data.correlationOfCentred(dense, j, r[k][j]);
            }
            sink.row(dense, 0, sparse, r[k], 0);
        }
    }

    private static void add(long[] activations, double[] centred, double[][] into, int j) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (long activation : activations) {
            int at = FeatureColumns.row(activation) * TILE;
            double x = FeatureColumns.value(activation);
            s0 += x * centred[at];
            s1 += x * centred[at + 1];
            s2 += x * centred[at + 2];
            s3 += x * centred[at + 3];
            s4 += x * centred[at + 4];
            s5 += x * centred[at + 5];
            s6 += x * centred[at + 6];
            s7 += x * centred[at + 7];
        }
        into[0][j] = s0;
        into[1][j] = s1;
        into[2][j] = s2;
        into[3][j] = s3;
        into[4][j] = s4;
        into[5][j] = s5;
        into[6][j] = s6;
        into[7][j] = s7;
    }

    @Override
    public long work() {
        return (long) data.rows() * TILE;
    }
}
