package dev.steergraph.ingest.correlate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moments of every feature over all rows, zeros included; the sum of squares about the mean by the corrected two-pass
 * algorithm (Chan, Golub, LeVeque 1983), so that it is exact to rounding for any ratio of mean to deviation.
 *
 * @param rows number of rows N
 * @param active rows on which the feature fires
 * @param mean over N rows
 * @param absolute mean of |x| over N rows
 * @param centred sum of (x - mean)² over N rows; exactly 0 for a feature that does not vary
 * @param max largest value over N rows
 * @param min smallest value over N rows
 */
record FeatureMoments(
        int rows, int[] active, double[] mean, double[] absolute, double[] centred, double[] max, double[] min) {

    private static final int BLOCK = 512;
    private static final double DENSE = 0.25;

    /** The moments of {@code features} features without any firing. */
    static FeatureMoments zeros(int rows, int features) {
        return new FeatureMoments(
                rows,
                new int[features],
                new double[features],
                new double[features],
                new double[features],
                new double[features],
                new double[features]);
    }

    static FeatureMoments of(FeatureColumns columns, int threads) {
        int features = columns.firings().length;
        FeatureMoments moments = zeros(columns.rows(), features);
        List<Integer> blocks = new ArrayList<>();
        for (int from = 0; from < features; from += BLOCK) {
            blocks.add(from);
        }
        Workers.run(
                blocks,
                threads,
                (from, scratch) -> {
                    for (int f = from; f < Math.min(features, from + BLOCK); f++) {
                        moments.set(f, columns.firings()[f]);
                    }
                    return from;
                },
                from -> {});
        return moments;
    }

    /** Sets the moments of those features anew, in two passes, that fire on more than a quarter of the rows. */
    void centre(CodeFirings firings) {
        int[] dense = IntStream.range(0, active.length).filter(this::isDense).toArray();
        for (int from = 0; from < dense.length; from += BLOCK) {
            int[] some = Arrays.copyOfRange(dense, from, Math.min(dense.length, from + BLOCK));
            float[][] full = firings.full(some);
            Workers.run(
                    IntStream.range(0, some.length).boxed().toList(),
                    firings.threads(),
                    (k, scratch) -> {
                        set(some[k], full[k]);
                        return k;
                    },
                    k -> {});
        }
    }

    /** Above a quarter of the rows a list costs more than it saves, and mean² may exceed the variance. */
    boolean isDense(int feature) {
        return active[feature] > DENSE * rows;
    }

    private void set(int f, float[] column) {
        double sum = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float x : column) {
            sum += x;
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        min[f] = least;
        max[f] = most;
        if (least == most) {
            mean[f] = most;
            centred[f] = 0;
            return;
        }
        double about = sum / rows;
        double deviation = 0;
        double squares = 0;
        for (float x : column) {
            double d = x - about;
            deviation += d;
            squares += d * d;
        }
        double shift = deviation / rows;
        centred[f] = squares - rows * shift * shift;
        mean[f] = about + shift;
    }

    private void set(int f, long[] firings) {
        double sum = 0;
        double magnitude = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (long firing : firings) {
            float x = FeatureColumns.value(firing);
            sum += x;
            magnitude += Math.abs(x);
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        if (firings.length < rows) {
            least = Math.min(least, 0);
            most = Math.max(most, 0);
        }
        if (rows == 0) {
            return;
        }
        active[f] = firings.length;
        absolute[f] = magnitude / rows;
        min[f] = least;
        max[f] = most;
        if (least == most) {
            mean[f] = most;
            return;
        }
        double about = sum / rows;
        double deviation = 0;
        double squares = 0;
        for (long firing : firings) {
            double d = FeatureColumns.value(firing) - about;
            deviation += d;
            squares += d * d;
        }
        double silent = rows - firings.length;
        double shift = (deviation - silent * about) / rows;
        centred[f] = squares + silent * about * about - rows * shift * shift;
        mean[f] = about + shift;
    }

    double sd(int feature) {
        return rows == 0 ? 0 : Math.sqrt(centred[feature] / rows);
    }

    boolean varies(int feature) {
        return centred[feature] > 0;
    }

    FeatureTable table(FeatureSpace space) {
        int n = active.length;
        int[] layer = new int[n];
        int[] index = new int[n];
        double[] density = new double[n];
        double[] sd = new double[n];
        for (int f = 0; f < n; f++) {
            layer[f] = space.layer(f);
            index[f] = space.index(f);
            density[f] = rows == 0 ? 0 : (double) active[f] / rows;
            sd[f] = sd(f);
        }
        return new FeatureTable(layer, index, active.clone(), density, mean.clone(), sd, max.clone());
    }
}
