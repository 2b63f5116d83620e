package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Transcoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Transcoders of circuit-tracer, {@code layer_N.safetensors}: from what an MLP reads, after the norm and its gain, to what it
 * adds to the residual stream.
 *
 * @see <a href="https://huggingface.co/mwhanna">mwhanna's transcoders of Qwen 3</a>
 */
final class MwHanna {

    private static final Pattern LAYER = Pattern.compile("layer_(\\d{1,3})\\.safetensors");
    private static final Pattern REPOSITORY =
            Pattern.compile("(?:models--mwhanna--)?qwen3-(\\d+(?:\\.\\d+)?)b-transcoders.*");

    private MwHanna() {}

    static Sae read(Path file) throws IOException {
        Matcher layer = LAYER.matcher(file.getFileName().toString());
        if (!layer.matches()) {
            throw new UserError(file + " should be called layer_N.safetensors, N being the layer that it reads.");
        }
        String block = "blocks." + layer.group(1) + ".";
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        int dSae = tensors.length("b_enc");
        int width = tensors.length("b_dec");
        return new Sae(
                        width,
                        dSae,
                        tensors.oriented("W_enc", width, dSae, true),
                        tensors.oriented("W_dec", dSae, width, false),
                        tensors.vector("b_dec", width),
                        false,
                        Normalization.NONE,
                        new Gate.Jump(tensors.vector("b_enc", dSae), new float[dSae], null),
                        new SaeOrigin(model(file), block + "mlp.hook_in", null))
                .with(new Transcoding(block + "hook_mlp_out", width, null));
    }

    private static @Nullable String model(Path file) {
        Path config = file.resolveSibling("config.yaml");
        if (Files.isRegularFile(config)) {
            String name = SaeConfig.yaml(config).textOrNull("model_name");
            return name == null ? null : name.substring(name.lastIndexOf('/') + 1);
        }
        for (Path part : file.toAbsolutePath().normalize()) {
            Matcher matcher = REPOSITORY.matcher(part.toString());
            if (matcher.matches()) {
                return "Qwen3-" + matcher.group(1) + "B";
            }
        }
        return null;
    }
}
