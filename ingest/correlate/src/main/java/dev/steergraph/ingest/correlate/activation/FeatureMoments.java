package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.table.FeatureTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
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
public record FeatureMoments(
        int rows, int[] active, double[] mean, double[] absolute, double[] centred, double[] max, double[] min) {

    private static final int BLOCK = 512;
    private static final double DENSE = 0.25;

    /** The moments of {@code features} features without any activation. */
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

    public static FeatureMoments of(FeatureColumns columns, int threads) {
        int features = columns.activations().length;
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
                        moments.set(f, columns.activations()[f]);
                    }
                    return from;
                },
                from -> {});
        return moments;
    }

    /** The same, with the moments of some features recomputed in two passes from their full columns. */
    FeatureMoments centred(int[] features, float[][] full, int threads) {
        FeatureMoments moments = new FeatureMoments(
                rows, active.clone(), mean.clone(), absolute.clone(), centred.clone(), max.clone(), min.clone());
        Workers.run(
                IntStream.range(0, features.length).boxed().toList(),
                threads,
                (k, scratch) -> {
                    moments.set(features[k], full[k]);
                    return k;
                },
                k -> {});
        return moments;
    }

    /** Moments of a dense feature; {@code sum} is that of squares about the mean. */
    record Centred(double mean, double sum, double max, double min) {}

    /** The same, with others for some features. */
    FeatureMoments with(int[] features, IntFunction<Centred> others) {
        FeatureMoments moments = new FeatureMoments(
                rows, active.clone(), mean.clone(), absolute.clone(), centred.clone(), max.clone(), min.clone());
        for (int k = 0; k < features.length; k++) {
            Centred other = others.apply(k);
            moments.mean[features[k]] = other.mean();
            moments.centred[features[k]] = other.sum();
            moments.max[features[k]] = other.max();
            moments.min[features[k]] = other.min();
        }
        return moments;
    }

    /** Those of columns of ones where a feature fires. */
    public FeatureMoments firing() {
        FeatureMoments ones = zeros(rows, active.length);
        for (int f = 0; f < active.length; f++) {
            double share = (double) active[f] / Math.max(1, rows);
            ones.active[f] = active[f];
            ones.mean[f] = share;
            ones.absolute[f] = share;
            ones.centred[f] = active[f] * (1 - share);
            ones.max[f] = active[f] > 0 ? 1 : 0;
            ones.min[f] = active[f] == rows ? 1 : 0;
        }
        return ones;
    }

    /** Above a quarter of the rows a list costs more than it saves, and mean² may exceed the variance. */
    public boolean isDense(int feature) {
        return active[feature] > DENSE * rows;
    }

    /** Uses several accumulators, since each addition depends on the one before it. */
    private void set(int f, float[] column) {
        float least = column[0];
        float most = column[0];
        for (float x : column) {
            least = x < least ? x : least;
            most = x > most ? x : most;
        }
        min[f] = least;
        max[f] = most;
        if (least == most) {
            mean[f] = most;
            centred[f] = 0;
            return;
        }
        double about = sum(column) / rows;
        double d0 = 0;
        double d1 = 0;
        double q0 = 0;
        double q1 = 0;
        int row = 0;
        for (; row + 1 < column.length; row += 2) {
            double x = column[row] - about;
            double y = column[row + 1] - about;
            d0 += x;
            q0 += x * x;
            d1 += y;
            q1 += y * y;
        }
        if (row < column.length) {
            double x = column[row] - about;
            d0 += x;
            q0 += x * x;
        }
        double shift = (d0 + d1) / rows;
        centred[f] = q0 + q1 - rows * shift * shift;
        mean[f] = about + shift;
    }

    private static double sum(float[] column) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int row = 0;
        for (; row + 3 < column.length; row += 4) {
            s0 += column[row];
            s1 += column[row + 1];
            s2 += column[row + 2];
            s3 += column[row + 3];
        }
        for (; row < column.length; row++) {
            s0 += column[row];
        }
        return s0 + s1 + s2 + s3;
    }

    private void set(int f, long[] activations) {
        double sum = 0;
        double magnitude = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (long activation : activations) {
            float x = FeatureColumns.value(activation);
            sum += x;
            magnitude += Math.abs(x);
            least = Math.min(least, x);
            most = Math.max(most, x);
        }
        if (activations.length < rows) {
            least = Math.min(least, 0);
            most = Math.max(most, 0);
        }
        if (rows == 0) {
            return;
        }
        active[f] = activations.length;
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
        for (long activation : activations) {
            double d = FeatureColumns.value(activation) - about;
            deviation += d;
            squares += d * d;
        }
        double silent = rows - activations.length;
        double shift = (deviation - silent * about) / rows;
        centred[f] = squares + silent * about * about - rows * shift * shift;
        mean[f] = about + shift;
    }

    double sd(int feature) {
        return rows == 0 ? 0 : Math.sqrt(centred[feature] / rows);
    }

    public boolean varies(int feature) {
        return centred[feature] > 0;
    }

    public FeatureTable table(FeatureSpace space) {
        int n = active.length;
        double[] density = new double[n];
        double[] sd = new double[n];
        for (int f = 0; f < n; f++) {
            density[f] = rows == 0 ? 0 : (double) active[f] / rows;
            sd[f] = sd(f);
        }
        return new FeatureTable(space, active.clone(), density, mean.clone(), sd, max.clone());
    }
}
