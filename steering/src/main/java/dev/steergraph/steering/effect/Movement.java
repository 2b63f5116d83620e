package dev.steergraph.steering.effect;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * When a feature counts as moved: its effect is {@link #LEAST} standard deviations or more, and among all pairs that were
 * measured at most {@link #FALSE_DISCOVERIES} of those called so are expected to be so by chance.
 *
 * <p>Two-sided t of the effect by its standard error, with as many degrees of freedom as texts less one; false discoveries are
 * held to their share as by Benjamini and Hochberg (1995), over all pairs whose target changed on some row.
 *
 * @param largestP p-values up to this one are discoveries; negative if none is
 */
record Movement(double largestP) {

    /** Standard deviations. */
    static final double LEAST = 0.1;

    static final double FALSE_DISCOVERIES = 0.05;

    static Movement of(List<FeatureEffects> all) {
        double[] p = all.stream()
                .flatMapToDouble(effects -> {
                    double[] own = new double[effects.target().length];
                    for (int k = 0; k < own.length; k++) {
                        own[k] = p(effects.effect()[k], effects.error()[k], effects.texts());
                    }
                    return Arrays.stream(own);
                })
                .sorted()
                .toArray();
        double largest = -1;
        for (int k = 0; k < p.length; k++) {
            if (p[k] <= FALSE_DISCOVERIES * (k + 1) / p.length) {
                largest = p[k];
            }
        }
        return new Movement(largest);
    }

    private static double p(double effect, double error, int texts) {
        if (texts < 2 || !(error > 0)) {
            return 1;
        }
        return 2 * new TDistribution(null, texts - 1.0).cumulativeProbability(-Math.abs(effect / error));
    }

    boolean moves(double effect, double error, int texts) {
        return Math.abs(effect) >= LEAST && p(effect, error, texts) <= largestP;
    }
}
