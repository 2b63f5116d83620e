package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import java.util.regex.Pattern;

/**
 * What transformers' models call the modules whose output can be steered.
 *
 * @param blocks the list of blocks, such as {@code layers}, or {@code h} in GPT-2
 * @param model the model's name, such as {@code gemma-2-2b}: models whose blocks are called alike name what is in them differently
 */
record BlockModules(String blocks, String model) {

    private static final Pattern NORM_AFTER_ATTENTION = Pattern.compile("(?i).*gemma-?[23].*");
    private static final Pattern NEOX = Pattern.compile("(?i).*(pythia|neox).*");

    /**
     * The module to whose output a hook point's vector is added. What the MLP puts out goes nowhere but into the residual
     * stream, so that it may as well be added there: so it is right whatever norm comes between, as in Gemma 2.
     *
     * @throws UserError if no module puts out what the hook point is
     */
    String of(HookPoint hook) {
        return switch (hook.site()) {
            case RESID_POST -> block(hook.layer());
            case RESID_PRE -> hook.layer() == 0 ? embedding() : block(hook.layer() - 1);
            case MLP_OUT -> blocks.startsWith("encoder") ? block(hook.layer()) + ".output.dense" : block(hook.layer());
            // In the residual stream after attention is what attention has added.
            case ATTN_OUT, RESID_MID -> block(hook.layer()) + attention();
            // What BERT's MLP puts out goes into this sum unchanged.
            case UNNORMALIZED_RESID_POST -> block(hook.layer()) + ".output.dense";
            case EMBED -> blocks.startsWith("encoder") ? "embeddings.word_embeddings" : embedding();
            case MLP_IN -> block(hook.layer()) + normBeforeMlp(hook);
            case Z, LN2_NORMALIZED -> throw none(hook);
        };
    }

    private String block(int layer) {
        return blocks + "." + layer;
    }

    private String embedding() {
        return switch (blocks) {
            case "h" -> "drop";
            case "encoder.layer" -> "embeddings";
            default -> neox() ? "emb_dropout" : "embed_tokens";
        };
    }

    private String normBeforeMlp(HookPoint hook) {
        return switch (blocks) {
            case "h" -> ".ln_2";
            // Of BERT the norm's output goes into the residual stream as well.
            case "encoder.layer" -> throw none(hook);
            default ->
                NORM_AFTER_ATTENTION.matcher(model).matches()
                        ? ".pre_feedforward_layernorm"
                        : ".post_attention_layernorm";
        };
    }

    private static UserError none(HookPoint hook) {
        return new UserError("No module of the model puts out " + hook
                + ", to which a recipe for steering tools could add; export features of another hook point.");
    }

    private boolean neox() {
        return NEOX.matcher(model).matches();
    }

    private String attention() {
        return switch (blocks) {
            case "h" -> ".attn";
            case "encoder.layer" -> ".attention.output.dense";
            default -> {
                if (NORM_AFTER_ATTENTION.matcher(model).matches()) {
                    yield ".post_attention_layernorm";
                }
                yield neox() ? ".attention" : ".self_attn";
            }
        };
    }
}
