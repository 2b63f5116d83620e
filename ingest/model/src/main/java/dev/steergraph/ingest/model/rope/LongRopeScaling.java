package dev.steergraph.ingest.model.rope;

import dev.steergraph.ingest.model.config.ModelConfig;

/**
 * {@code longrope}: each pair is slowed by a factor of its own, and by another in texts longer than those of the first
 * training.
 *
 * @param attentionFactor by which cosines and sines are multiplied, in short texts too
 * @param trained tokens of the first training's texts
 * @see <a href="https://arxiv.org/abs/2402.13753">LongRoPE</a>
 */
record LongRopeScaling(float[] shortFactors, float[] longFactors, double attentionFactor, double trained)
        implements RopeScaling {

    @Override
    public Frequencies frequencies(double theta, int dimensions) {
        float[] powers = Frequencies.powers(theta, dimensions);
        return new Frequencies(slowed(powers, shortFactors), slowed(powers, longFactors), trained, attentionFactor);
    }

    @Override
    public void check(ModelConfig config, int dimensions) {
        int pairs = dimensions / 2;
        if (shortFactors.length != pairs || longFactors.length != pairs) {
            throw config.refused("gives \"short_factor\" of length " + shortFactors.length
                    + " and \"long_factor\" of length " + longFactors.length + "; of each head " + pairs
                    + " pairs are rotated.");
        }
    }

    private static float[] slowed(float[] powers, float[] factors) {
        float[] slowed = new float[powers.length];
        for (int i = 0; i < slowed.length; i++) {
            slowed[i] = 1f / (factors[i] * powers[i]);
        }
        return slowed;
    }

    /** What the paper suggests for a factor. */
    static double sharpness(double factor, double trained) {
        return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
    }
}
