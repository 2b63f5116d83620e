package dev.steergraph.steering.effect;

import java.util.stream.LongStream;

/**
 * A 95% interval of a share of pairs. Pairs of one steered feature depend on each other, so that they count for fewer: Wilson's
 * score interval (1927) with n divided by the design effect, the variance of the share over steered features (of a ratio of two
 * sums) by what independent pairs would have. Where none or all move, nothing tells how they depend, and each steered feature
 * counts once.
 *
 * @param low NaN of no pairs
 */
record ShareInterval(double low, double high) {

    /** The quantile of the normal distribution at 97.5%. */
    private static final double Z = 1.959963984540054;

    /**
     * @param pairs long[features], how many a steered feature has
     * @param moving long[features], how many of these move
     */
    static ShareInterval of(long[] pairs, long[] moving) {
        double n = LongStream.of(pairs).sum();
        if (n == 0) {
            return new ShareInterval(Double.NaN, Double.NaN);
        }
        double p = LongStream.of(moving).sum() / n;
        double counted = counted(pairs, moving, n, p);
        double square = Z * Z / counted;
        double centre = (p + square / 2) / (1 + square);
        double half = Z * Math.sqrt(p * (1 - p) / counted + square / (4 * counted)) / (1 + square);
        return new ShareInterval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** How many independent pairs say as much. */
    private static double counted(long[] pairs, long[] moving, double n, double p) {
        long features = LongStream.of(pairs).filter(count -> count > 0).count();
        if (features < 2) {
            return 1;
        }
        if (p == 0 || p == 1) {
            return features;
        }
        double squares = 0;
        for (int k = 0; k < pairs.length; k++) {
            double residual = moving[k] - p * pairs[k];
            squares += residual * residual;
        }
        double variance = squares * features / (features - 1.0) / (n * n);
        double design = Math.max(1, variance / (p * (1 - p) / n));
        return Math.max(1, n / design);
    }
}
