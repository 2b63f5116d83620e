package dev.steergraph.ingest.sae;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** JumpReLU SAEs of random weights in SAELens format, of whose features some fire. */
public final class RandomSae {

    private RandomSae() {}

    /** @param hook null to leave it unsaid */
    public static Path write(Path folder, int d, int f, @Nullable String hook, long seed) throws IOException {
        Random random = new Random(seed);
        Files.createDirectories(folder);
        Safetensors.write(
                folder.resolve("sae_weights.safetensors"),
                Map.of(),
                List.of(
                        Tensor.of("W_enc", gaussian(random, d * f, 0.1f), d, f),
                        Tensor.of("W_dec", gaussian(random, d * f, 0.1f), f, d),
                        Tensor.of("b_enc", gaussian(random, f, 0.5f), f),
                        Tensor.of("b_dec", gaussian(random, d, 0.1f), d),
                        Tensor.of("threshold", constant(f, 1), f)));
        Files.writeString(
                folder.resolve("cfg.json"),
                "{\"architecture\": \"jumprelu\", \"d_in\": " + d + ", \"d_sae\": " + f
                        + ", \"apply_b_dec_to_input\": true, \"normalize_activations\": \"layer_norm\","
                        + " \"metadata\": {\"model_name\": \"minilm\""
                        + (hook == null ? "" : ", \"hook_name\": \"" + hook + "\"") + "}}");
        return folder;
    }

    private static float[] gaussian(Random random, int n, float scale) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }

    private static float[] constant(int n, float value) {
        float[] values = new float[n];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
