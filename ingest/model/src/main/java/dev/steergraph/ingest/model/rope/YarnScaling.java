package dev.steergraph.ingest.model.rope;

/**
 * {@code yarn}: pairs that turn often are kept, those that turn seldom are slowed by the factor, with a ramp between, and
 * attention is sharpened.
 *
 * @param attentionFactor by which cosines and sines are multiplied
 * @param fast turns within the first training's texts from which a pair is kept
 * @param slow turns up to which a pair is slowed by the whole factor
 * @param truncate whether the ramp begins and ends at whole pairs
 * @param trained tokens of the first training's texts
 * @see <a href="https://arxiv.org/abs/2309.00071">YaRN</a>
 */
record YarnScaling(double factor, double attentionFactor, double fast, double slow, boolean truncate, double trained)
        implements RopeScaling {

    /** Keeps a ramp without length from dividing by zero. */
    private static final double LEAST_RAMP = 0.001;

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        float[] powers = Frequencies.powers(theta, dimensions);
        double from = pair(fast, theta, dimensions);
        double to = pair(slow, theta, dimensions);
        if (truncate) {
            from = Math.floor(from);
            to = Math.ceil(to);
        }
        from = Math.max(from, 0);
        to = Math.min(to, dimensions - 1);
        if (from == to) {
            to += LEAST_RAMP;
        }
        float[] frequencies = new float[powers.length];
        for (int i = 0; i < frequencies.length; i++) {
            float ramp = (i - (float) from) / (float) (to - from);
            float kept = 1 - Math.max(0, Math.min(1, ramp));
            float slowed = 1f / ((float) factor * powers[i]);
            frequencies[i] = slowed * (1 - kept) + 1f / powers[i] * kept;
        }
        return Frequencies.of(frequencies, attentionFactor);
    }

    /** The pair, counted in fractions, that turns so many times within the first training's texts. */
    private double pair(double turns, double theta, int dimensions) {
        return dimensions * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    /** What the paper suggests for a factor. @param weight of the logarithm */
    static double sharpness(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }
}
