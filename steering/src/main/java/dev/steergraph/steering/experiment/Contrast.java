package dev.steergraph.steering.experiment;

/**
 * Two arms compared over features, at equal gain.
 *
 * @param primary whether it is one of the comparisons that were fixed beforehand
 * @param features on which both reach the gain
 * @param lost features on which they do not
 * @param log2 mean over features of log2 of the first arm's damage by the second's; below 0 the first is better
 * @param low of the 95% interval of that mean, by bootstrap over features
 * @param high of it
 * @param p two-sided, by the same bootstrap
 * @param adjusted p by Holm over all primary comparisons; NaN of others
 */
record Contrast(
        Arm arm,
        Arm against,
        Gain gain,
        Damage damage,
        boolean primary,
        int features,
        int lost,
        double log2,
        double low,
        double high,
        double p,
        double adjusted) {

    Contrast adjustedTo(double value) {
        return new Contrast(arm, against, gain, damage, primary, features, lost, log2, low, high, p, value);
    }

    /** Whether the interval is on one side of 0, and, of a primary one, whether Holm leaves it below 5%. */
    boolean differs() {
        return features > 1 && low * high > 0 && (!primary || adjusted < 0.05);
    }

    /** By how much the first arm's damage differs from the second's, as a share of that. */
    double share() {
        return share(log2);
    }

    static double share(double log2) {
        return Math.pow(2, log2) - 1;
    }
}
