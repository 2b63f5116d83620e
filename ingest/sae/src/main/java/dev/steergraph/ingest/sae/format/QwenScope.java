package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Qwen-Scope's {@code layerN.sae.pt}. How many features are active in a row is in the repository's name alone, such as
 * {@code SAE-Res-Qwen3-1.7B-Base-W32K-L0_50}.
 *
 * @see <a href="https://arxiv.org/abs/2605.11887">Qwen-Scope</a>
 */
final class QwenScope {

    private static final Pattern REPOSITORY =
            Pattern.compile("(?:models--Qwen--)?SAE-Res-(.+)-W(\\d{1,4})K-L0_(\\d{1,6})");
    private static final Pattern LAYER = Pattern.compile("layer(\\d{1,3})\\.sae\\.pt");

    private QwenScope() {}

    static Sae read(Path file) throws IOException {
        Matcher repository = repository(file);
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        int dSae = tensors.length("b_enc");
        int dIn = tensors.length("b_dec");
        int k = Integer.parseInt(repository.group(3));
        if (dSae != 1024 * Integer.parseInt(repository.group(2)) || k < 1 || k > dSae) {
            throw new UserError(file + " has " + dSae + " features, and lies in " + repository.group()
                    + ", which says others or another number of active ones; fetch it again.");
        }
        Matcher layer = LAYER.matcher(file.getFileName().toString());
        if (!layer.matches()) {
            throw new UserError(file + " should be called layerN.sae.pt, N being the layer that it reads.");
        }
        return new Sae(
                dIn,
                dSae,
                tensors.oriented("W_enc", dIn, dSae, true),
                tensors.oriented("W_dec", dSae, dIn, true),
                tensors.vector("b_dec", dIn),
                false,
                Normalization.NONE,
                new Gate.TopK(tensors.vector("b_enc", dSae), k, null),
                new SaeOrigin(repository.group(1), "blocks." + layer.group(1) + ".hook_resid_post", null));
    }

    private static Matcher repository(Path file) {
        for (Path part : file.toAbsolutePath().normalize()) {
            Matcher matcher = REPOSITORY.matcher(part.toString());
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new UserError(
                file + " does not say how many features are active in a row; the folder that it lies in should"
                        + " be called as its repository is, such as SAE-Res-Qwen3-1.7B-Base-W32K-L0_50.");
    }
}
