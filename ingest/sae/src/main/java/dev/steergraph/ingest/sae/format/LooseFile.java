package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file of tensors whose name says of no format: Gemma Scope's may be called anything, others are told by their tensors. */
final class LooseFile {

    /** What of a format's tensors no other has, and where such a file belongs. */
    private static final Map<List<String>, String> OTHERS = Map.of(
            List.of("encoder_linear.weight"), "Goodfire's, which is called MODEL-SAE-lN.pt",
            List.of("encoder.weight", "W_dec"), "sparsify's sae.safetensors, with cfg.json beside it",
            List.of("encoder.weight", "log_jumprelu_threshold"),
                    "Llama Scope's of DeepSeek-R1-Distill, sae_weights.safetensors with config.json beside it",
            List.of("encoder.weight", "decoder.weight"),
                    "dictionary_learning's ae.pt with config.json beside it, or Llama Scope's"
                            + " checkpoints/final.safetensors with hyperparams.json above it");

    private LooseFile() {}

    /** @throws UserError if it is not what Gemma Scope's files are */
    static void requireGemmaScope(Path file) throws IOException {
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        if (tensors.has("W_enc") && tensors.has("threshold")) {
            return;
        }
        List<String> looks = OTHERS.entrySet().stream()
                .filter(other -> other.getKey().stream().allMatch(tensors::has))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (looks.isEmpty() && tensors.has("W_enc")) {
            looks = List.of(
                    "SAELens' sae_weights.safetensors with cfg.json beside it, or, of a transcoder, circuit-tracer's"
                            + " layer_N.safetensors");
        }
        if (looks.isEmpty()) {
            throw new UserError(file + " holds no SAE" + SaeFormat.EXPECTED);
        }
        throw new UserError(file + " looks like " + looks.get(0)
                + "; give it under that name, in a folder that is called as on the hub.");
    }
}
