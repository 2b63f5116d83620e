package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.core.run.Share;
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
 * @param isPart whether the rows are a part of those that mean and scale are of; tasks then give sums of products in the
 *     place of correlations
 */
public record PairData(
        int rows,
        int[] features,
        int[] active,
        long[][] activations,
        float[][] dense,
        double[] mean,
        double[] scale,
        boolean isPart) {

    /** Dense features are taken together in multiples of this many. */
    public static final int BLOCK = DenseTask.TILE;

    private static final float[] NO_COLUMN = {};

    public static PairData of(ActivationSource source, FeatureMoments moments, IntPredicate chosen) {
        PairData data = of(moments, chosen);
        return new PairData(
                data.rows,
                data.features,
                data.active,
                data.activations,
                source.full(data.denseFeatures()),
                data.mean,
                data.scale,
                false);
    }

    /** Without any activations, also of dense features. */
    public static PairData of(FeatureMoments moments, IntPredicate chosen) {
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
        float[][] none = new float[features.length - sparse][];
        Arrays.fill(none, NO_COLUMN);
        return new PairData(moments.rows(), features, active, new long[sparse][], none, mean, scale, false);
    }

    /**
     * The same features on a part of the rows.
     *
     * @param columns whether dense features are held
     * @param listed which sparse features are
     */
    public PairData part(ActivationSource source, boolean columns, IntPredicate listed) {
        int[] all = source.active();
        PairData part = new PairData(
                source.slices().rows(),
                features,
                Arrays.stream(features).map(f -> all[f]).toArray(),
                new long[sparse()][],
                columns ? source.full(denseFeatures()) : dense,
                mean,
                scale,
                true);
        return part.listed(source, listed);
    }

    /** Numbers of the dense features. */
    public int[] denseFeatures() {
        return Arrays.copyOfRange(features, sparse(), features.length);
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
        return new PairData(rows, features, active, all, dense, mean, scale, isPart);
    }

    /** Number of sparse features, which is the local number of the first dense one. */
    public int sparse() {
        return activations.length;
    }

    /** Blocks that cover a share of the pairs of dense features whose |r| may be above a threshold, each once. */
    public List<PairTask> denseTasks(double threshold, int threads, Share share) {
        return DenseFilter.suits(this)
                ? DenseFilter.tasks(this, threshold, threads, share)
                : dealt(denseTasks(), share);
    }

    private static List<PairTask> dealt(List<PairTask> tasks, Share share) {
        return IntStream.range(0, tasks.size())
                .filter(share::isDealt)
                .mapToObj(tasks::get)
                .toList();
    }

    /** Blocks that cover every pair of dense features once. */
    List<PairTask> denseTasks() {
        return denseTasks(0, dense.length);
    }

    /** Blocks that cover every pair of some dense features with those that follow. */
    private List<PairTask> denseTasks(int from, int to) {
        List<PairTask> tasks = new ArrayList<>();
        int end = dense.length;
        for (int d = from; d < to; d += DenseTask.TILE) {
            for (int e = d; e < end; e += DenseTask.TILE) {
                tasks.add(new DenseTask(this, d, end, e, end));
            }
        }
        return tasks;
    }

    /** Blocks that cover a share of the pairs of a dense and a sparse feature, each once. */
    public List<PairTask> mixedTasks(Share share) {
        return dealt(mixedTasks(0, dense.length), share);
    }

    private List<PairTask> mixedTasks(int from, int to) {
        List<PairTask> tasks = new ArrayList<>();
        for (int d = from; d < to && sparse() > 0; d += DenseSparseTask.TILE) {
            tasks.add(new DenseSparseTask(this, d));
        }
        return tasks;
    }

    /**
     * Blocks that cover every pair of some dense features with all sparse ones and with the dense ones that follow.
     *
     * @param from a multiple of {@link #BLOCK}
     * @param to also, or the number of dense features
     */
    public List<PairTask> tasksOfDense(int from, int to) {
        List<PairTask> tasks = mixedTasks(from, to);
        tasks.addAll(denseTasks(from, to));
        return tasks;
    }

    /** A correlation from the sum that a task gives where the rows are a part. */
    public double correlationOfSum(int i, int j, double products) {
        return i >= sparse() || j >= sparse() ? correlationOfCentred(i, j, products) : correlation(i, j, products);
    }

    /** A correlation from a sum of products; rounding never leaves [-1, 1]. Of a part of the rows, the sum. */
    public double correlation(int i, int j, double products) {
        return isPart ? products : bounded((products - rows * mean[i] * mean[j]) * (scale[i] * scale[j]));
    }

    /** A correlation from a sum of products of which one factor is centred. */
    double correlationOfCentred(int i, int j, double products) {
        return isPart ? products : bounded(products * (scale[i] * scale[j]));
    }

    private static double bounded(double r) {
        return Math.max(-1, Math.min(1, r));
    }
}
