package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Preparation;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.catalogue.Catalogue;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Llama Scope's SAEs of DeepSeek-R1-Distill-Llama-8B: {@code config.json} and {@code sae_weights.safetensors}. The factor by
 * which activations are scaled is in SAELens' list of releases alone.
 *
 * @see <a href="https://huggingface.co/fnlp/Llama-Scope-R1-Distill">Llama-Scope-R1-Distill</a>
 */
final class LlamaScopeR1 {

    static final String CONFIG = "config.json";

    private LlamaScopeR1() {}

    static Sae read(Path folder) throws IOException {
        Path weights = folder.resolve(SaeFolder.WEIGHTS);
        if (!Files.isRegularFile(folder.resolve(CONFIG))) {
            throw new UserError(
                    folder + " has " + SaeFolder.WEIGHTS + ", but neither " + SaeFolder.CONFIG + " (SAELens) nor "
                            + CONFIG + " (Llama Scope), which says what the weights are; fetch that file too.");
        }
        SaeConfig config = SaeConfig.beside(weights, CONFIG);
        int dIn = config.size("d_model");
        int dSae = Math.multiplyExact(dIn, config.size("expansion_factor"));
        SaeTensors tensors = new SaeTensors(Checkpoint.open(weights));
        Sae sae = new Sae(
                dIn,
                dSae,
                tensors.oriented("encoder.weight", dIn, dSae, true),
                tensors.oriented("decoder.weight", dSae, dIn, true),
                tensors.vector("decoder.bias", dIn),
                false,
                Normalization.EXPECTED_AVERAGE_ONLY_IN,
                new Gate.Jump(
                        tensors.vector("encoder.bias", dSae),
                        tensors.exponentials("log_jumprelu_threshold", dSae),
                        null),
                new SaeOrigin("DeepSeek-R1-Distill-Llama-8B", config.text("hook_point_in"), null));
        return Catalogue.get()
                .at(folder)
                .flatMap(SaeEntry::factor)
                .map(factor -> sae.with(new Preparation(false, factor)))
                .orElse(sae);
    }
}
