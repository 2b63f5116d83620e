package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Attention;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.config.RopeParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemma 2: embeddings scaled by √d, norms before and after each half of a block that store w − 1, scores and logits
 * soft-capped, and every other layer looking back over a window only. {@code attn_out} and {@code mlp_out} are what is
 * added to the residual stream, after the outer norms, as TransformerLens has it.
 *
 * @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2</a>; names are those of Hugging Face's Gemma2ForCausalLM
 */
final class Gemma2 extends Transformer {

    static final FieldTable FIELDS = RopeParameters.addTo(FieldTable.of("gemma2"))
            .size("vocab_size", 256_000, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 2_304, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 9_216, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_hidden_layers", 26, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 8, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", 4, FieldTable.HEADS, "groups of heads that share keys and values")
            .size("head_dim", 256, FieldTable.WIDTH, "width of a head")
            .text("hidden_activation", "gelu_pytorch_tanh", "of the feed-forward layer")
            .size("max_position_embeddings", 8_192, Integer.MAX_VALUE, "longest sequence")
            .number("rms_norm_eps", 1e-6, "of all norms")
            .number("query_pre_attn_scalar", 256, "scores are divided by its root")
            .numberOrNone("attn_logit_softcapping", 50, "cap of the scores; null for none")
            .numberOrNone("final_logit_softcapping", 30, "cap of the logits; null for none")
            .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
            .structure("layer_types", "which layers slide; the first, the third and so on")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("tie_word_embeddings", true, "whether the head is the embedding")
            .tokens(2, 1)
            .only("use_bidirectional_attention", null, false, null)
            .onlyBeside("is_causal", true)
            .repeated("hidden_act", "hidden_activation")
            .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");

    private Gemma2(ModelInfo info, Parts parts) {
        super(info, parts);
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        config.requireMultiple("num_attention_heads", "num_key_value_heads");
        Activation.of(config, "hidden_activation");
        RopeParameters.of(config);
        Rotary.dimensions(config, config.size("head_dim"), config.size("head_dim"));
        windows(config);
        return new ModelInfo(
                id,
                config.type(),
                config.size("num_hidden_layers"),
                config.size("hidden_size"),
                config.size("max_position_embeddings"),
                config.token("bos_token_id"),
                ModelInfo.PRE_NORM);
    }

    static Gemma2 load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        int heads = config.size("num_attention_heads");
        int groups = config.size("num_key_value_heads");
        int width = config.size("head_dim");
        int feedForward = config.size("intermediate_size");
        double epsilon = config.number("rms_norm_eps");
        double scale = 1 / Math.sqrt(config.number("query_pre_attn_scalar"));
        double cap = orNone(config.numberOrNone("attn_logit_softcapping"));
        boolean biased = config.truth("attention_bias");
        Activation activation = Activation.of(config, "hidden_activation");
        Rotary rotary = Rotary.of(RopeParameters.of(config), width);
        int[] windows = windows(config);
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < weights.blocks(info); layer++) {
            String at = "layers." + layer + ".";
            Attention attention = new Attention(
                    weights.queriesKeysValues(at + "self_attn.", heads, groups, width, d, biased),
                    weights.linear(at + "self_attn.o_proj", d, (long) heads * width, biased),
                    new Attention.Settings(layer, heads, groups, scale, cap, windows[layer], true, rotary));
            blocks.add(new Block.Sandwich(
                    weights.rmsNorm(at + "input_layernorm", d, epsilon, 1),
                    attention,
                    weights.rmsNorm(at + "post_attention_layernorm", d, epsilon, 1),
                    weights.rmsNorm(at + "pre_feedforward_layernorm", d, epsilon, 1),
                    weights.gated(at + "mlp.", feedForward, d, false, activation),
                    weights.rmsNorm(at + "post_feedforward_layernorm", d, epsilon, 1)));
        }
        NDArray tokens = weights.matrix("embed_tokens.weight", config.size("vocab_size"), d);
        Embedding embedding = new Embedding(weights.kernels(), tokens, null, null, null, Math.sqrt(d));
        Head head = weights.headless()
                ? null
                : new Head(
                        weights.rmsNorm("norm", d, epsilon, 1),
                        weights.head(config.truth("tie_word_embeddings"), "lm_head", "embed_tokens.weight", tokens),
                        orNone(config.numberOrNone("final_logit_softcapping")));
        return new Gemma2(info, weights.parts(embedding, blocks, head));
    }

    private static double orNone(@Nullable Double cap) {
        return cap == null ? 0 : cap;
    }

    /** Of each layer, 0 for none. Files since 2025 list the kinds of layers; before, every other one had the window. */
    private static int[] windows(ModelConfig config) {
        int[] windows = new int[config.size("num_hidden_layers")];
        JsonNode kinds = config.structure("layer_types");
        if (kinds != null && kinds.size() != windows.length) {
            throw config.refused("should give " + windows.length
                    + " \"layer_types\", as many as num_hidden_layers says;" + " it gives " + kinds.size() + ".");
        }
        for (int layer = 0; layer < windows.length; layer++) {
            boolean sliding = kinds == null
                    ? layer % 2 == 0
                    : sliding(config, kinds.get(layer).asText());
            windows[layer] = sliding ? config.size("sliding_window") : 0;
        }
        return windows;
    }

    private static boolean sliding(ModelConfig config, String kind) {
        return switch (kind) {
            case "sliding_attention" -> true;
            // The second is transformers' earlier name.
            case "full_attention", "attention" -> false;
            default ->
                throw config.refused("gives a layer of the type \"" + kind
                        + "\", which is not implemented for gemma2; full_attention and sliding_attention are.");
        };
    }
}
