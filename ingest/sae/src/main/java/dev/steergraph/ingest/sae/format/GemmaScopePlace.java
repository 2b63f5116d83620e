package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What folders and config.json say of a file of Gemma Scope. Gemma Scope 1 has repositories by site, such as
 * {@code gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124}; Gemma Scope 2 has folders by site, such as
 * {@code gemma-scope-2-1b-pt/transcoder_all/layer_4_width_16k_l0_small}.
 *
 * @param model that was trained on, or null
 * @param hook that is read, or null
 * @param hookOut that is predicted; null for an autoencoder
 * @param embedding whether it was trained on embeddings before Gemma scales them
 * @param affine whether it is said to have a skip connection
 */
record GemmaScopePlace(
        @Nullable String model,
        @Nullable String hook,
        @Nullable String hookOut,
        boolean embedding,
        boolean affine) {

    private static final Pattern LAYER = Pattern.compile("layer_(\\d{1,3})(?:_.*)?");
    private static final Pattern FIRST =
            Pattern.compile("(?:models--google--)?gemma-scope-(2|9|27)b-(pt|it)-(res|mlp|att|transcoders)");
    private static final Pattern SECOND = Pattern.compile("(?:models--google--)?gemma-scope-2-(\\d+m|\\d+b)-(pt|it)");
    private static final Pattern SITE =
            Pattern.compile("(resid_post|mlp_out|attn_out|transcoder|crosscoder|clt)(?:_all)?");
    private static final String UNKNOWN = "";

    static GemmaScopePlace of(Path file) {
        String layer = null;
        String model = null;
        String site = UNKNOWN;
        boolean affine = false;
        for (Path part : file.toAbsolutePath().normalize()) {
            String name = part.toString();
            Matcher matcher = LAYER.matcher(name);
            if (matcher.matches()) {
                layer = matcher.group(1);
                affine = name.endsWith("_affine");
            }
            matcher = FIRST.matcher(name);
            if (matcher.matches()) {
                model = "gemma-2-" + matcher.group(1) + "b" + (matcher.group(2).equals("it") ? "-it" : "");
                site = matcher.group(3);
            }
            matcher = SECOND.matcher(name);
            if (matcher.matches()) {
                model = "gemma-3-" + matcher.group(1) + suffix(matcher.group(1), matcher.group(2));
            }
            matcher = SITE.matcher(name);
            if (matcher.matches()) {
                site = matcher.group(1);
            }
            if (name.equals("embedding") && site.equals("res")) {
                return new GemmaScopePlace(model, "hook_embed", null, true, false);
            }
        }
        GemmaScopePlace place = layer == null
                ? new GemmaScopePlace(model, null, null, false, false)
                : new GemmaScopePlace(model, read(file, layer, site), predicted(layer, site), false, affine);
        return place.compared(file);
    }

    /** The smallest base model's repository has no suffix. */
    private static String suffix(String size, String kind) {
        return size.equals("270m") && kind.equals("pt") ? "" : "-" + kind;
    }

    private static @Nullable String read(Path file, String layer, String site) {
        String block = "blocks." + layer + ".";
        return switch (site) {
            case "res", "resid_post" -> block + "hook_resid_post";
            case "mlp", "mlp_out" -> block + "hook_mlp_out";
            case "att", "attn_out" -> block + "attn.hook_z";
            // Gemma Scope 1 reads before the norm's gain, Gemma Scope 2 after it.
            case "transcoders" -> block + "ln2.hook_normalized";
            case "transcoder" -> block + "mlp.hook_in";
            case UNKNOWN -> null;
            default ->
                throw new UserError(
                        file + " lies in " + site + ": crosscoders, and cross-layer transcoders of Gemma Scope 2,"
                                + " read or predict several layers, which is not supported; give an SAE or a transcoder.");
        };
    }

    private static @Nullable String predicted(String layer, String site) {
        return site.startsWith("transcoder") ? "blocks." + layer + ".hook_mlp_out" : null;
    }

    /** With config.json, which Gemma Scope 2 has beside most files. */
    private GemmaScopePlace compared(Path file) {
        Path config = file.resolveSibling("config.json");
        if (!Files.isRegularFile(config)) {
            return this;
        }
        SaeConfig said = new SaeConfig(config, SaeFolder.json(config));
        String in = said.textOrNull("hf_hook_point_in");
        String out = said.textOrNull("hf_hook_point_out");
        if (in == null) {
            return this;
        }
        String read = GemmaHooks.hook(said, in);
        String written = out == null || out.equals(in) ? null : GemmaHooks.hook(said, out);
        if (hook != null && !hook.equals(read)) {
            throw said.refused("says that " + in + " is read (" + read + "), and the folders say " + hook
                    + "; fetch the files again, in folders that are called as on the hub.");
        }
        return new GemmaScopePlace(
                model, read, written, embedding, written != null && said.truth("affine_connection", affine));
    }
}
