package dev.steergraph.ingest.sae.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hook points as Gemma Scope 2's config.json names them, by modules of transformers, in TransformerLens' names. */
final class GemmaHooks {

    private static final Pattern NAME = Pattern.compile("model\\.layers\\.(\\d{1,3})\\.(.+)");

    private GemmaHooks() {}

    /** @throws dev.steergraph.core.UserError if it is none that is known */
    static String hook(SaeConfig config, String name) {
        Matcher matcher = NAME.matcher(name);
        String tensor = matcher.matches() ? matcher.group(2) : "";
        String hook =
                switch (tensor) {
                    case "output" -> "hook_resid_post";
                    case "self_attn.o_proj.input" -> "attn.hook_z";
                    case "post_feedforward_layernorm.output" -> "hook_mlp_out";
                    case "pre_feedforward_layernorm.output" -> "mlp.hook_in";
                    default -> throw config.refused("names the hook point \"" + name + "\", which is not known.");
                };
        return "blocks." + matcher.group(1) + "." + hook;
    }
}
