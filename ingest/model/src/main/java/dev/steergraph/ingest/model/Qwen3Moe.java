package dev.steergraph.ingest.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Gating;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Router;
import dev.steergraph.ingest.model.config.ExpertCounts;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Qwen 3 whose feed-forward layers, all or some of them, are mixtures of experts.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Qwen 3</a>; names are those of Hugging Face's Qwen3MoeForCausalLM
 */
final class Qwen3Moe {

    private static final int EXPERTS = 128;

    static final FieldTable FIELDS = ExpertCounts.addTo(RopeFields.LLAMA.addTo(FieldTable.of("qwen3_moe")), 8)
            .size("vocab_size", 151_936, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 2_048, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 6_144, FieldTable.WIDTH, "width of a feed-forward layer without experts")
            .size("num_hidden_layers", 24, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", 4, FieldTable.HEADS, "groups that share keys and values")
            .olderSize("head_dim", FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads")
            .text("hidden_act", "silu", "of the feed-forward layers")
            .size("max_position_embeddings", 32_768, Integer.MAX_VALUE, "longest sequence")
            .number("rms_norm_eps", 1e-6, "of all norms")
            .truth("tie_word_embeddings", false, "whether the head is the embedding")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("use_sliding_window", false, "whether layers slide: all, or none")
            .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
            .size("moe_intermediate_size", 768, FieldTable.WIDTH, "width of an expert")
            .size("decoder_sparse_step", 1, FieldTable.LAYERS, "every layer of so many has experts")
            .structure("mlp_only_layers", "layers without experts; none")
            .truth("norm_topk_prob", false, "whether the chosen experts' shares are divided by their sum")
            .size("num_experts", EXPERTS, ExpertCounts.MOST, "experts")
            .olderSize("num_local_experts", ExpertCounts.MOST, "the same, and counts more than num_experts")
            .alias("num_experts", "num_local_experts")
            .tokens(null, null)
            .onlyBeside("is_causal", true)
            .unusedBeside(List.of("max_window_layers"))
            .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");

    private Qwen3Moe() {}

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        counts(config);
        dense(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        Activation activation = Activation.of(config, "hidden_act");
        Gating gating = new Gating.Activated(weights.kernels(), activation);
        Router.Rule rule =
                config.truth("norm_topk_prob") ? Router.Rule.SOFTMAX_TOP_NORMALISED : Router.Rule.SOFTMAX_TOP;
        ExpertCounts counts = counts(config);
        Norms norms = Norms.of(info, config, weights, 0);
        SelfAttention attention = attention(config);
        ExpertWeights experts = new ExpertWeights(weights, counts, config.size("moe_intermediate_size"), d);
        Set<Integer> dense = dense(config);
        return Decoder.load(info, config, norms, Decoder.Ends.PLAIN, (layer, at) -> {
            Mlp mlp = dense.contains(layer)
                    ? weights.gated(at + "mlp.", config.size("intermediate_size"), d, false, activation)
                    : new Mlp.Mixture(
                            experts.router(at + "mlp.gate", false, rule),
                            experts.rows(at + "mlp.experts.", gating),
                            null);
            return norms.before(at, attention.load(norms, layer, at), mlp);
        });
    }

    private static SelfAttention attention(ModelConfig config) {
        boolean biased = config.truth("attention_bias");
        int window = config.truth("use_sliding_window") ? config.size("sliding_window", 0) : 0;
        return Llama.attention(config, window).biases(biased, biased).normed(Norms::ofEachHead);
    }

    private static ExpertCounts counts(ModelConfig config) {
        return ExpertCounts.of(config, "num_experts", EXPERTS);
    }

    /** Layers without experts. */
    private static Set<Integer> dense(ModelConfig config) {
        Set<Integer> dense = new HashSet<>();
        JsonNode named = config.structure("mlp_only_layers");
        if (named != null) {
            for (JsonNode layer : named) {
                if (!layer.isInt()) {
                    throw config.wrong("mlp_only_layers", "a list of whole numbers");
                }
                dense.add(layer.asInt());
            }
        }
        int step = config.size("decoder_sparse_step");
        for (int layer = 0; layer < config.size("num_hidden_layers"); layer++) {
            if ((layer + 1) % step != 0) {
                dense.add(layer);
            }
        }
        return dense;
    }
}
