package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GemmaScope's {@code params.npz} and GemmaScope 2's {@code params.safetensors}: a JumpReLU SAE on raw activations. Files
 * say nothing of their making; the folders above them do, as in {@code layer_4/width_16k/average_l0_124}.
 *
 * @see <a href="https://huggingface.co/google/gemma-scope">Gemma Scope</a>
 */
final class GemmaScope {

    private static final Pattern LAYER = Pattern.compile("layer_(\\d{1,3})(?:_.*)?");
    private static final Pattern FIRST =
            Pattern.compile("(?:models--google--)?gemma-scope-(2|9|27)b-(pt|it)-(res|mlp|att)");
    private static final Pattern SECOND = Pattern.compile("(?:models--google--)?gemma-scope-2-(\\d+m|\\d+b)-(pt|it)");
    private static final Pattern SITE = Pattern.compile("(resid_post|mlp_out|attn_out)(?:_all)?");

    /** Of what is no autoencoder of activations at a hook point, as published beside those that are. */
    private static final Pattern OTHER =
            Pattern.compile("(?:.*-)?(?:transcoders?|crosscoders?|clt|embedding)(?:_all)?");

    private GemmaScope() {}

    static Sae read(Path file) throws IOException {
        refuseOthers(file);
        SaeTensors tensors = new SaeTensors(Checkpoint.open(file));
        long[] shape = tensors.named("W_enc").shape();
        if (shape.length != 2) {
            throw new UserError(
                    file + ": W_enc should have the shape [d_in, d_sae], it has " + Arrays.toString(shape) + ".");
        }
        if (tensors.has("affine_skip_connection")) {
            throw new UserError(
                    file + " is a transcoder with a skip connection, which is no autoencoder; give an SAE.");
        }
        int dIn = Math.toIntExact(shape[0]);
        int dSae = Math.toIntExact(shape[1]);
        float[] threshold = tensors.thresholds("threshold", dSae);
        return new Sae(
                dIn,
                dSae,
                tensors.matrix("W_enc", dIn, dSae),
                tensors.matrix("W_dec", dSae, dIn),
                tensors.vector("b_dec", dIn),
                false,
                Normalization.NONE,
                new Gate.Jump(tensors.vector("b_enc", dSae), SaeLens.notNegative(threshold), null),
                origin(file));
    }

    /** Their tensors have the names and shapes of an SAE's: the folders' names and config.json tell them apart. */
    private static void refuseOthers(Path file) throws IOException {
        boolean published = false;
        for (Path part : file.toAbsolutePath().normalize()) {
            String name = part.toString();
            published |= name.matches("(?:models--google--)?gemma-scope-.*");
            if (published && OTHER.matcher(name).matches()) {
                throw other(file, "lies in " + name);
            }
        }
        Path config = file.resolveSibling("config.json");
        if (Files.isRegularFile(config)) {
            JsonNode told = SaeFolder.json(config);
            String in = told.path("hf_hook_point_in").asText("");
            String out = told.path("hf_hook_point_out").asText(in);
            if (!in.equals(out)) {
                throw other(file, "goes from " + in + " to " + out);
            }
        }
    }

    private static UserError other(Path file, String how) {
        return new UserError(
                file + " " + how + ": it is no autoencoder of the activations at a hook point; give an SAE.");
    }

    private static SaeOrigin origin(Path file) {
        String layer = null;
        String model = null;
        String site = null;
        for (Path part : file.toAbsolutePath().normalize()) {
            String name = part.toString();
            Matcher matcher = LAYER.matcher(name);
            if (matcher.matches()) {
                layer = matcher.group(1);
            }
            matcher = FIRST.matcher(name);
            if (matcher.matches()) {
                model = "gemma-2-" + matcher.group(1) + "b" + (matcher.group(2).equals("it") ? "-it" : "");
                site = matcher.group(3);
            }
            matcher = SECOND.matcher(name);
            if (matcher.matches()) {
                model = "gemma-3-" + matcher.group(1) + "-" + matcher.group(2);
            }
            matcher = SITE.matcher(name);
            if (matcher.matches()) {
                site = matcher.group(1);
            }
        }
        if (model == null || layer == null || site == null) {
            return SaeOrigin.UNKNOWN;
        }
        String hook =
                switch (site) {
                    case "res", "resid_post" -> "hook_resid_post";
                    case "mlp", "mlp_out" -> "hook_mlp_out";
                    default -> "attn.hook_z";
                };
        return new SaeOrigin(model, "blocks." + layer + "." + hook, null);
    }
}
