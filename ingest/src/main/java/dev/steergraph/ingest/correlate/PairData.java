package dev.steergraph.ingest.correlate;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a {@link PairTask} reads, and the normalisation r = (D - N m₁ m₂) / (√C₁ √C₂) with D the sum of products, m the
 * means and C the sums of squares about them.
 *
 * @param rows number of rows N
 * @param features [local] number in the {@link FeatureSpace}
 * @param index the sparse features
 * @param dense [dense][rows] the dense features
 * @param mean [local] m
 * @param scale [local] 1 / √C
 */
record PairData(int rows, int[] features, RowIndex index, float[][] dense, double[] mean, double[] scale) {

    private static final int SPARSE_BLOCK = 16;

    /** Takes the columns over, see {@link RowIndex#takeOver}. */
    static PairData takeOver(FeatureColumns columns, FeatureMoments moments) {
        int n = columns.features().length;
        double[] mean = new double[n];
        double[] scale = new double[n];
        for (int k = 0; k < n; k++) {
            int f = columns.features()[k];
            mean[k] = moments.mean()[f];
            scale[k] = moments.varies(f) ? 1 / Math.sqrt(moments.centred()[f]) : 0;
        }
        return new PairData(
                columns.rows(), columns.features(), RowIndex.takeOver(columns), columns.dense(), mean, scale);
    }

    int sparse() {
        return index.features();
    }

    /** Blocks that cover every pair once. */
    List<PairTask> tasks() {
        List<PairTask> tasks = new ArrayList<>();
        for (int d = 0; d < dense.length; d += DenseTask.TILE) {
            for (int e = d; e < dense.length; e += DenseTask.TILE) {
                tasks.add(new DenseTask(this, d, e));
            }
        }
        for (int d = 0; d < dense.length; d++) {
            tasks.add(new DenseSparseTask(this, d));
        }
        for (int from = 0; from < sparse(); from += SPARSE_BLOCK) {
            tasks.add(new SparseTask(this, from, Math.min(sparse(), from + SPARSE_BLOCK)));
        }
        return tasks;
    }

    /** Turns sums of products with {@code feature} into correlations, in place; rounding never leaves [-1, 1]. */
    void normalise(int feature, double meanOfFeature, double[] sums, int from, int to) {
        double expected = rows * meanOfFeature;
        double unit = scale[feature];
        for (int j = from; j < to; j++) {
            double r = (sums[j] - expected * mean[j]) * (unit * scale[j]);
            sums[j] = Math.max(-1, Math.min(1, r));
        }
    }
}
