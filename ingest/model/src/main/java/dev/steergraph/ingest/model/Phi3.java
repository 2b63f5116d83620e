package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Rotary;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import dev.steergraph.ingest.model.rope.RopeParameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Phi 3 and 4: Llama whose checkpoints have queries, keys and values as one matrix, and gates with what they gate; part of
 * each head may be rotated, by factors of its own for each pair.
 *
 * @see <a href="https://arxiv.org/abs/2404.14219">Phi 3</a>; names are those of Hugging Face's Phi3ForCausalLM
 */
final class Phi3 {

    /** Older files have other names for its one scaling. */
    private static final RopeFields ROPE = new RopeFields(
            "rope_theta",
            "partial_rotary_factor",
            10_000,
            1,
            Set.of("default", "longrope"),
            Map.of("su", "longrope", "yarn", "longrope"));

    static final FieldTable FIELDS = ROPE.addTo(FieldTable.of("phi3"))
            .size("vocab_size", 32_064, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 3_072, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 8_192, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", null, FieldTable.HEADS, "groups that share keys and values; as many as heads")
            .olderSize("head_dim", FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads")
            .text("hidden_act", "silu", "of the feed-forward layer")
            .size("max_position_embeddings", 4_096, Integer.MAX_VALUE, "longest sequence")
            .number("original_max_position_embeddings", 4_096, "positions of the first training")
            .number("rms_norm_eps", 1e-5, "of all norms")
            .size("sliding_window", null, Integer.MAX_VALUE, "tokens that a layer looks back over; null for all")
            .truth("tie_word_embeddings", false, "whether the head is the embedding")
            .tokens(1, 32_000)
            .onlyBeside("is_causal", true)
            .unused("attention_dropout", "embd_pdrop", "resid_pdrop", "initializer_range", "pad_token_id", "use_cache");

    private Phi3() {}

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        SelfAttention attention = attention(config);
        int feedForward = config.size("intermediate_size");
        Activation activation = Activation.of(config, "hidden_act");
        Norms norms = Norms.of(info, config, weights, 0);
        return Decoder.load(
                info,
                config,
                norms,
                Decoder.Ends.PLAIN,
                (layer, at) -> norms.before(
                        at,
                        attention.load(norms, layer, at),
                        weights.gatedTogether(at + "mlp.", feedForward, norms.d(), activation)));
    }

    private static SelfAttention attention(ModelConfig config) {
        Heads heads = Heads.of(config);
        int[] windows = new int[config.size("num_hidden_layers")];
        Arrays.fill(windows, config.size("sliding_window", 0));
        return SelfAttention.of(heads, Rotary.of(config, RopeParameters.of(config, ROPE), heads.width()), windows)
                .projected((weights, at, all, d, biased) ->
                        weights.linear(at + "qkv_proj", all.queryWidth() + 2 * all.keyWidth(), d, biased));
    }
}
