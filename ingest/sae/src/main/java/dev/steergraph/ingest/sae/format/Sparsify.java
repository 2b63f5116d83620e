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
 * EleutherAI's sparsify: {@code cfg.json} and {@code sae.safetensors} in a folder that is called as the module whose output is
 * read: {@code layers.N}, {@code layers.N.mlp} or {@code embed_tokens}. A transcoder predicts that output from the module's
 * input.
 *
 * @see <a href="https://github.com/EleutherAI/sparsify">sparsify</a>
 */
final class Sparsify {

    static final String WEIGHTS = "sae.safetensors";

    private static final Pattern MODULE =
            Pattern.compile("(?:(?:model|transformer)\\.)?(?:layers|h)\\.(\\d{1,3})(\\.mlp)?");

    private Sparsify() {}

    static Sae read(Path folder) throws IOException {
        Path weights = folder.resolve(WEIGHTS);
        SaeConfig config = SaeConfig.beside(weights, SaeFolder.CONFIG);
        if (config.truth("signed", false)) {
            throw config.refused("says signed, so that codes may be negative, which is not supported.");
        }
        String activation = config.has("activation") ? config.text("activation") : "topk";
        if (!activation.equals("topk")) {
            throw config.refused("says activation \"" + activation + "\", which is unknown; topk is read.");
        }
        boolean transcodes = config.truth("transcode", false);
        int dIn = config.size("d_in");
        int dSae =
                config.has("num_latents") && config.json().path("num_latents").asInt() != 0
                        ? config.size("num_latents")
                        : Math.multiplyExact(dIn, config.size("expansion_factor"));
        SaeTensors tensors = new SaeTensors(Checkpoint.open(weights));
        Sae sae = new Sae(
                dIn,
                dSae,
                tensors.oriented(tensors.first("encoder.weight", "W_enc"), dIn, dSae, tensors.has("encoder.weight")),
                tensors.oriented("W_dec", dSae, dIn, false),
                tensors.vector("b_dec", dIn),
                !transcodes,
                Normalization.NONE,
                new Gate.TopK(tensors.vector(tensors.first("encoder.bias", "b_enc"), dSae), k(config, dSae), null),
                origin(config, folder, transcodes));
        if (!transcodes) {
            return sae;
        }
        String hook = String.valueOf(sae.origin().hook()).replace("mlp.hook_in", "hook_mlp_out");
        boolean skips = config.truth("skip_connection", tensors.has("W_skip"));
        return sae.with(new Transcoding(hook, dIn, skips ? tensors.oriented("W_skip", dIn, dIn, true) : null));
    }

    private static int k(SaeConfig config, int dSae) {
        int k = config.size("k");
        if (k > dSae) {
            throw config.refused("says k " + k + ", more than the " + dSae + " features that there are.");
        }
        return k;
    }

    /** @throws UserError if the folder is called otherwise than a module that is read */
    private static SaeOrigin origin(SaeConfig config, Path folder, boolean transcodes) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Matcher module = MODULE.matcher(name);
        boolean mlp = module.matches() && module.group(2) != null;
        if (transcodes && !mlp || !module.matches() && !name.equals("embed_tokens")) {
            throw config.refused(
                    "lies in a folder \"" + name + "\"; SAEs of layers.N, layers.N.mlp and embed_tokens, and"
                            + " transcoders of layers.N.mlp are read.");
        }
        String hook = !module.matches()
                ? "hook_embed"
                : "blocks." + module.group(1) + "."
                        + (transcodes ? "mlp.hook_in" : mlp ? "hook_mlp_out" : "hook_resid_post");
        return new SaeOrigin(model(folder), hook, null);
    }

    private static @Nullable String model(Path folder) {
        Path run = folder.toAbsolutePath().normalize().resolveSibling("config.json");
        if (!Files.isRegularFile(run)) {
            return null;
        }
        String name = new SaeConfig(run, SaeFolder.json(run)).textOrNull("model");
        return name == null ? null : name.substring(name.lastIndexOf('/') + 1);
    }
}
