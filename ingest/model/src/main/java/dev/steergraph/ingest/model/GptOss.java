package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.block.Gating;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.block.Router;
import dev.steergraph.ingest.model.config.ExpertCounts;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LayerWindows;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import dev.steergraph.ingest.model.rope.RopeParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * gpt-oss: mixtures of experts whose weights are packed as MXFP4, heads that may attend to nothing (sinks), and every other
 * layer looking back over a window only.
 *
 * @see <a href="https://arxiv.org/abs/2508.10925">gpt-oss</a>; names are those of Hugging Face's GptOssForCausalLM
 */
final class GptOss {

    private static final RopeFields ROPE = RopeFields.of("rope_theta", "partial_rotary_factor", 150_000, 1)
            .withUsual(Map.of(
                    "rope_type", "yarn", "factor", 32, "truncate", false, "original_max_position_embeddings", 4_096));

    static final FieldTable FIELDS = ExpertCounts.addTo(
                    ROPE.addTo(LayerWindows.addTo(FieldTable.of("gpt_oss"), "the first, the third and so on")), 4)
            .size("vocab_size", 201_088, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 2_880, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 2_880, FieldTable.WIDTH, "width of an expert")
            .size("num_hidden_layers", 36, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 64, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", 8, FieldTable.HEADS, "groups that share keys and values")
            .size("head_dim", 64, FieldTable.WIDTH, "width of a head")
            .size("num_local_experts", 128, ExpertCounts.MOST, "experts")
            .alias("num_experts", "num_local_experts")
            .size("max_position_embeddings", 131_072, Integer.MAX_VALUE, "longest sequence")
            .number("rms_norm_eps", 1e-5, "of all norms")
            .number("swiglu_limit", 7, "an expert's gates are at most this, its ups between it and its negative")
            .number("swiglu_alpha", 1.702, "of the gate, in the sigmoid")
            .sizeOrNone("sliding_window", 128, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
            .truth("attention_bias", true, "whether the attention's matrices have biases")
            .truth("tie_word_embeddings", false, "whether the head is the embedding")
            .tokens(null, null)
            .quantized("mxfp4")
            .onlyBeside("is_causal", true)
            .unusedBeside(List.of("experts_per_token", "initial_context_length"))
            .unused("attention_dropout", "hidden_act", "initializer_range", "pad_token_id", "use_cache");

    private GptOss() {}

    static ModelInfo info(String id, ModelConfig config) {
        counts(config);
        attention(config);
        return ModelInfo.of(
                id,
                config,
                config.token("bos_token_id"),
                ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        SelfAttention attention = attention(config);
        Gating gating = new Gating.Clamped(config.number("swiglu_limit"), config.number("swiglu_alpha"));
        Norms norms = Norms.of(info, config, weights, 0);
        ExpertWeights experts = new ExpertWeights(weights, counts(config), config.size("intermediate_size"), d);
        return Decoder.load(info, config, norms, Decoder.Ends.PLAIN, (layer, at) -> {
            NDArray sinks =
                    weights.wide(at + "self_attn.sinks", attention.heads().heads());
            Mlp mlp = new Mlp.Mixture(
                    experts.router(at + "mlp.router", true, Router.Rule.TOP_SOFTMAX),
                    experts.columns(at + "mlp.experts.", gating),
                    null);
            return norms.before(at, attention.load(norms, layer, at).withSinks(sinks), mlp);
        });
    }

    private static ExpertCounts counts(ModelConfig config) {
        return ExpertCounts.of(config, "num_local_experts", 128);
    }

    private static SelfAttention attention(ModelConfig config) {
        int[] windows = LayerWindows.of(config, layer -> layer % 2 == 0, () -> config.size("sliding_window"));
        Heads heads = Heads.of(config);
        Rotary rotary = Rotary.of(config, RopeParameters.of(config, ROPE).ofWholeHeads(config), heads.width());
        boolean biased = config.truth("attention_bias");
        return SelfAttention.of(heads, rotary, windows).shared().biases(biased, biased);
    }
}
