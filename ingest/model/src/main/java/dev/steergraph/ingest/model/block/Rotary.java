package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.RopeParameters;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import java.util.Arrays;

/**
 * Rotary position embeddings: the pairs (i, i + R/2) of the first R entries of a head are turned by position · frequency.
 * Frequencies are float32, computed in the reference implementation's order of operations.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">RoFormer</a>; the scalings are those of Hugging Face's
 *     {@code modeling_rope_utils.py}
 */
public final class Rotary {

    private final float[] frequencies;

    private Rotary(float[] frequencies) {
        this.frequencies = frequencies;
    }

    /** @param cos F32[T or B·T, R/2] @param sin the same */
    record Table(NDArray cos, NDArray sin) {}

    /** @param dimensions R */
    public static Rotary of(RopeParameters rope, int dimensions) {
        float[] frequencies = new float[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1f / (float) Math.pow(rope.theta(), (float) (2 * i) / dimensions);
        }
        return new Rotary(
                switch (rope.type()) {
                    // Dynamic scaling begins beyond the trained length, which --context does not pass.
                    case "default", "dynamic" -> frequencies;
                    case "linear" -> linear(frequencies, (float) rope.factor());
                    default -> llama3(frequencies, rope);
                });
    }

    /** R, checked. @param width of a head @throws dev.steergraph.core.UserError if it is odd, none, or more than a head has */
    public static int dimensions(ModelConfig config, int rotated, int width) {
        if (rotated < 2 || rotated % 2 != 0 || rotated > width) {
            throw config.refused("says that " + rotated + " of the " + width
                    + " entries of a head are rotated; an even number from 2 to " + width + " can be.");
        }
        return rotated;
    }

    private static float[] linear(float[] frequencies, float factor) {
        float[] slower = new float[frequencies.length];
        for (int i = 0; i < slower.length; i++) {
            slower[i] = frequencies[i] / factor;
        }
        return slower;
    }

    /** Long waves are slowed by the factor, short ones kept, those between blended. */
    private static float[] llama3(float[] frequencies, RopeParameters rope) {
        double factor = rope.factor();
        double low = rope.lowFrequency();
        double high = rope.highFrequency();
        double trained = rope.trained();
        float[] slower = new float[frequencies.length];
        for (int i = 0; i < slower.length; i++) {
            double wave = 2 * Math.PI / frequencies[i];
            if (wave < trained / high) {
                slower[i] = frequencies[i];
            } else if (wave > trained / low) {
                slower[i] = (float) (frequencies[i] / factor);
            } else {
                double kept = (trained / wave - low) / (high - low);
                slower[i] = (float) ((1 - kept) * frequencies[i] / factor + kept * frequencies[i]);
            }
        }
        return slower;
    }

    /** @param positions I64[T] or I64[B, T] */
    Table table(Kernels kernels, NDManager scope, NDArray positions) {
        try (NDArray own = HostArrays.copy(positions.getManager(), frequencies)) {
            NDArray[] table = kernels.callAll(scope, "rotary", positions, own);
            return new Table(table[0], table[1]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rotary rotary && Arrays.equals(frequencies, rotary.frequencies);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frequencies);
    }
}
