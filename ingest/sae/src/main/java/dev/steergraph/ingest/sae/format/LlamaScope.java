package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Llama Scope's {@code hyperparams.json} and {@code checkpoints/final.safetensors}: activations are scaled to the length
 * √d_model on average, and one threshold holds for all features. It is scaled, too, as SAELens does, on which Neuronpedia's
 * activations rest.
 *
 * @see <a href="https://arxiv.org/abs/2410.20526">Llama Scope</a>
 */
final class LlamaScope {

    static final String CONFIG = "hyperparams.json";
    static final String WEIGHTS = "checkpoints/final.safetensors";

    private LlamaScope() {}

    static Sae read(Path folder) throws IOException {
        SaeConfig config = SaeConfig.beside(folder.resolve("checkpoints"), CONFIG);
        int dIn = config.size("d_model");
        int dSae = config.size("d_sae");
        double factor = Math.sqrt(dIn) / config.number("dataset_average_activation_norm.in");
        float[] threshold = new float[dSae];
        Arrays.fill(threshold, (float) (config.number("jump_relu_threshold") * factor));
        SaeTensors tensors = new SaeTensors(Checkpoint.open(folder.resolve(WEIGHTS)));
        return new Sae(
                        dIn,
                        dSae,
                        tensors.oriented("encoder.weight", dIn, dSae, true),
                        tensors.oriented("decoder.weight", dSae, dIn, true),
                        tensors.vector("decoder.bias", dIn),
                        false,
                        Normalization.EXPECTED_AVERAGE_ONLY_IN,
                        new Gate.Jump(tensors.vector("encoder.bias", dSae), threshold, null),
                        new SaeOrigin("Llama-3.1-8B", config.text("hook_point_in"), null))
                .with(new Preparation(false, (float) factor));
    }
}
