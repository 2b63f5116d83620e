package dev.steergraph.ingest.model.rope;

/**
 * By how much the pairs of a head are turned from one position to the next, in radians, float32.
 *
 * @param values of each pair
 * @param beyond the same in texts of more than {@code limit} tokens, from their first token on
 * @param limit tokens; infinite where texts of all lengths are turned alike
 * @param attentionFactor by which cosines and sines are multiplied
 */
public record Frequencies(float[] values, float[] beyond, double limit, double attentionFactor) {

    /** The same for texts of all lengths. */
    static Frequencies of(float[] values, double attentionFactor) {
        return new Frequencies(values, values, Double.POSITIVE_INFINITY, attentionFactor);
    }

    /** θ^(2i/R), float32, in the order of operations of the reference implementation. @param dimensions R */
    static float[] powers(double theta, int dimensions) {
        float[] powers = new float[dimensions / 2];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = (float) Math.pow(theta, (float) (2 * i) / dimensions);
        }
        return powers;
    }

    /** 1 / θ^(2i/R). */
    static float[] plain(double theta, int dimensions) {
        float[] frequencies = powers(theta, dimensions);
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1f / frequencies[i];
        }
        return frequencies;
    }
}
