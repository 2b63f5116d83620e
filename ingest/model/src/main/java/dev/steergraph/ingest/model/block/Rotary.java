package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Config;
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

    /**
     * Reads {@code rope_parameters} (or {@code rope_theta} and {@code rope_scaling} of older files).
     *
     * @param dimensions R
     */
    public static Rotary of(Config config, int dimensions, double usualBase) {
        Config rope = config.has("rope_parameters") ? config.inside("rope_parameters") : config;
        double base = rope.number("rope_theta", config.number("rotary_emb_base", usualBase));
        float[] frequencies = new float[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1f / (float) Math.pow(base, (float) (2 * i) / dimensions);
        }
        Config scaling = config.has("rope_parameters")
                ? rope
                : config.has("rope_scaling") ? config.inside("rope_scaling") : null;
        return new Rotary(scaling == null ? frequencies : scaled(frequencies, scaling));
    }

    private static float[] scaled(float[] frequencies, Config scaling) {
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (type) {
            // Dynamic scaling begins beyond the trained length, which --context does not pass.
            case "default", "dynamic" -> frequencies;
            case "linear" -> linear(frequencies, (float) scaling.number("factor"));
            case "llama3" -> llama3(frequencies, scaling);
            default ->
                throw new UserError(scaling.file() + ": rope_type \"" + type
                        + "\" is unknown; default, linear, dynamic and llama3 can be run.");
        };
    }

    private static float[] linear(float[] frequencies, float factor) {
        float[] slower = new float[frequencies.length];
        for (int i = 0; i < slower.length; i++) {
            slower[i] = frequencies[i] / factor;
        }
        return slower;
    }

    /** Long waves are slowed by the factor, short ones kept, those between blended. */
    private static float[] llama3(float[] frequencies, Config scaling) {
        double factor = scaling.number("factor");
        double low = scaling.number("low_freq_factor");
        double high = scaling.number("high_freq_factor");
        double trained = scaling.number("original_max_position_embeddings");
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
        try (NDArray own = positions.getManager().create(frequencies)) {
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
