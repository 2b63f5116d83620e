package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The features to be correlated, and the normalisation r = (D - N m₁ m₂) / (√C₁ √C₂) with D the sum of products, m
 * the means and C the sums of squares about them. Local numbers: sparse features first, from the rarest to the
 * densest, then the dense ones, which are held in full.
 *
 * @param rows number of rows N
 * @param features [local] number in the {@link FeatureSpace}
 * @param active [local] rows on which it fires
 * @param activations [sparse][activations] as in {@link FeatureColumns}; null for those that are not listed
 * @param dense [dense][rows] the dense features
 * @param mean [local] m
 * @param scale [local] 1 / √C; 0 for a feature that does not vary
 */
public record PairData(
        int rows, int[] features, int[] active, long[][] activations, float[][] dense, double[] mean, double[] scale) {

    public static PairData of(ActivationSource source, FeatureMoments moments, IntPredicate chosen) {
        int[] features = IntStream.range(0, moments.active().length)
                .filter(chosen)
                .boxed()
                .sorted(Comparator.comparing((Integer f) -> moments.isDense(f))
                        .thenComparingInt(f -> moments.isDense(f) ? 0 : moments.active()[f])
                        .thenComparingInt(f -> f))
                .mapToInt(f -> f)
                .toArray();
        int sparse = 0;
        while (sparse < features.length && !moments.isDense(features[sparse])) {
            sparse++;
        }
        int[] active = new int[features.length];
        double[] mean = new double[features.length];
        double[] scale = new double[features.length];
        for (int k = 0; k < features.length; k++) {
            int f = features[k];
            active[k] = moments.active()[f];
            mean[k] = moments.mean()[f];
            scale[k] = moments.varies(f) ? 1 / Math.sqrt(moments.centred()[f]) : 0;
        }
        float[][] dense = source.full(Arrays.copyOfRange(features, sparse, features.length));
        return new PairData(moments.rows(), features, active, new long[sparse][], dense, mean, scale);
    }

    /** The same with all sparse features listed. */
    public PairData listed(ActivationSource source) {
        return listed(source, k -> true);
    }

    /** The same with lists of further sparse features. */
    public PairData listed(ActivationSource source, IntPredicate wanted) {
        int[] missing = IntStream.range(0, sparse())
                .filter(k -> activations[k] == null && wanted.test(k))
                .toArray();
        if (missing.length == 0) {
            return this;
        }
        long[][] lists =
                source.lists(Arrays.stream(missing).map(k -> features[k]).toArray());
        long[][] all = activations.clone();
        for (int m = 0; m < missing.length; m++) {
            all[missing[m]] = lists[m];
        }
        return new PairData(rows, features, active, all, dense, mean, scale);
    }

    /** Number of sparse features, which is the local number of the first dense one. */
    public int sparse() {
        return activations.length;
    }

    /** Blocks that cover every pair of dense features whose |r| may be above a threshold, each once. */
    public List<PairTask> denseTasks(double threshold, int threads) {
        return DenseFilter.suits(this) ? DenseFilter.tasks(this, threshold, threads) : denseTasks();
    }

    /** Blocks that cover every pair of dense features once. */
    List<PairTask> denseTasks() {
        List<PairTask> tasks = new ArrayList<>();
        int end = dense.length;
        for (int d = 0; d < end; d += DenseTask.TILE) {
            for (int e = d; e < end; e += DenseTask.TILE) {
                tasks.add(new DenseTask(this, d, end, e, end));
            }
        }
        return tasks;
    }

    /** Blocks that cover every pair of a dense and a sparse feature once. */
    public List<PairTask> mixedTasks() {
        List<PairTask> tasks = new ArrayList<>();
        for (int d = 0; d < dense.length && sparse() > 0; d += DenseSparseTask.TILE) {
            tasks.add(new DenseSparseTask(this, d));
        }
        return tasks;
    }

    /** A correlation from a sum of products; rounding never leaves [-1, 1]. */
    public double correlation(int i, int j, double products) {
        return bounded((products - rows * mean[i] * mean[j]) * (scale[i] * scale[j]));
    }

    /** A correlation from a sum of products of which one factor is centred. */
    double correlationOfCentred(int i, int j, double products) {
        return bounded(products * (scale[i] * scale[j]));
    }

    private static double bounded(double r) {
        return Math.max(-1, Math.min(1, r));
    }
}
