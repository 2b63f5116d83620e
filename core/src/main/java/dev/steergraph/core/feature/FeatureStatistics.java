package dev.steergraph.core.feature;

import java.util.stream.IntStream;

/**
 * What the features of one set did over all rows of a run. Letters: F features, B = {@link Histogram#BINS}, K =
 * {@value #MOST}.
 *
 * @param rows number of rows
 * @param active long[F], rows on which each fires
 * @param mean double[F], over all rows, zeros included
 * @param sd double[F], population standard deviation over all rows
 * @param max float[F], 0 for one that never fires
 * @param histogram [F·B], how many of its values lie in each bin
 * @param topSize int[F], how many documents follow, at most K
 * @param topValue float[F·K], its largest value in each of the documents where that is largest, falling; of equal ones the
 *     earlier document comes first
 * @param topDocument int[F·K], which documents these are
 * @param topRow long[F·K], the row of that value, counted over the run; the first one where there are several
 */
public record FeatureStatistics(
        int features,
        long rows,
        long[] active,
        double[] mean,
        double[] sd,
        float[] max,
        Counts histogram,
        int[] topSize,
        float[] topValue,
        int[] topDocument,
        long[] topRow) {

    /** Documents kept for a feature. */
    public static final int MOST = 10;

    /** How its values are distributed. */
    ActivationHistogram activations(int feature) {
        return ActivationHistogram.of(IntStream.range(feature * Histogram.BINS, (feature + 1) * Histogram.BINS)
                .mapToLong(histogram::get)
                .toArray());
    }

    /** Share of the rows on which a feature fires. */
    public double density(int feature) {
        return rows == 0 ? 0 : (double) active[feature] / rows;
    }
}
