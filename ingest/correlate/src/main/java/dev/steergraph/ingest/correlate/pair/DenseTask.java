package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.Scratch;
import java.util.Arrays;

/**
 * Two tiles of dense features, all pairs between them: a blocked matrix product of centred columns. For a tile with
 * itself, each pair is computed once.
 *
 * @param a first feature of one tile, among the dense features
 * @param endA limit of the tile's features
 * @param b first feature of the other, not before {@code a}
 * @param endB limit of the other's
 */
record DenseTask(PairData data, int a, int endA, int b, int endB) implements PairTask {

    static final int TILE = 48;
    private static final int ROWS = 256;

    @Override
    public void run(Scratch scratch, PairSink sink) {
        int as = Math.min(TILE, endA - a);
        int bs = Math.min(TILE, endB - b);
        double[][] sums = new double[as][TILE];
        double[][] x = new double[ROWS][TILE];
        double[][] y = new double[ROWS][TILE];
        for (int row = 0; row < data.rows(); row += ROWS) {
            int rows = Math.min(ROWS, data.rows() - row);
            centre(a, as, row, rows, x);
            centre(b, bs, row, rows, y);
            multiply(x, y, rows, sums);
        }
        for (int i = 0; i < as; i++) {
            int first = a == b ? i + 1 : 0;
            normalise(i, bs, sums[i]);
            sink.row(data.sparse() + a + i, data.sparse() + b + first, bs - first, sums[i], first);
        }
    }

    private void centre(int feature, int features, int row, int rows, double[][] into) {
        for (int f = 0; f < features; f++) {
            float[] column = data.dense()[feature + f];
            double mean = data.mean()[data.sparse() + feature + f];
            for (int r = 0; r < rows; r++) {
                into[r][f] = column[row + r] - mean;
            }
        }
        for (int r = rows; r < ROWS; r++) {
            Arrays.fill(into[r], 0);
        }
    }

    /** Four rows at a time, so that a sum is read and written once for four products; rows past the end are zero. */
    private static void multiply(double[][] x, double[][] y, int rows, double[][] sums) {
        for (int r = 0; r < rows; r += 4) {
            for (int i = 0; i < sums.length; i++) {
                axpy(x[r][i], y[r], x[r + 1][i], y[r + 1], x[r + 2][i], y[r + 2], x[r + 3][i], y[r + 3], sums[i]);
            }
        }
    }

    private static void axpy(
            double a, double[] w, double b, double[] x, double c, double[] y, double d, double[] z, double[] sums) {
        for (int j = 0; j < TILE; j++) {
            sums[j] += a * w[j] + b * x[j] + c * y[j] + d * z[j];
        }
    }

    private void normalise(int i, int bs, double[] sums) {
        for (int j = 0; j < bs; j++) {
            sums[j] = data.correlationOfCentred(data.sparse() + a + i, data.sparse() + b + j, sums[j]);
        }
    }

    @Override
    public long work() {
        return data.rows();
    }
}
