package dev.steergraph.ingest.model;

import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import java.io.IOException;

/**
 * OLMo 2: Llama with a norm after each half of a block in place of one before, and norms of all queries and of all keys.
 *
 * @see <a href="https://arxiv.org/abs/2501.00656">OLMo 2</a>; names are those of Hugging Face's Olmo2ForCausalLM
 */
final class Olmo2 {

    static final FieldTable FIELDS = addTo(RopeFields.LLAMA.addTo(FieldTable.of("olmo2")));

    private Olmo2() {}

    /** The MLP reads the residual stream itself. */
    static ModelHooks hooks(ModelConfig config) {
        return ModelHooks.sequential(Heads.of(config).queryWidth()).without(Site.LN2_NORMALIZED);
    }

    /** Fields that OLMo 3 has as well. */
    static FieldTable addTo(FieldTable table) {
        return table.size("vocab_size", 50_304, FieldTable.VOCABULARY, "rows of the embedding")
                .size("hidden_size", 4_096, FieldTable.WIDTH, "width of the residual stream")
                .size("intermediate_size", 11_008, FieldTable.WIDTH, "width of the feed-forward layer")
                .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
                .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
                .size(
                        "num_key_value_heads",
                        null,
                        FieldTable.HEADS,
                        "groups that share keys and values; as many as heads")
                .olderSize("head_dim", FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads")
                .text("hidden_act", "silu", "of the feed-forward layer")
                .size("max_position_embeddings", 2_048, Integer.MAX_VALUE, "longest sequence")
                .number("rms_norm_eps", 1e-5, "of all norms")
                .truth("attention_bias", false, "whether the attention's matrices have biases")
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .tokens(null, 50_279)
                .onlyBeside("is_causal", true)
                .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");
    }

    static ModelInfo info(String id, ModelConfig config) {
        Llama.rotary(config);
        return Decoder.info(id, config, "hidden_act", hooks(config));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return load(info, config, weights, Llama.attention(config, 0));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights, SelfAttention attention)
            throws IOException {
        boolean biased = config.truth("attention_bias");
        SelfAttention normed = attention.biases(biased, biased).normed(Norms::ofAllHeads);
        int feedForward = config.size("intermediate_size");
        Activation activation = Activation.of(config, "hidden_act");
        Norms norms = Norms.of(info, config, weights, 0);
        return Decoder.load(
                info,
                config,
                norms,
                Decoder.Ends.PLAIN,
                (layer, at) -> norms.after(
                        at,
                        normed.load(norms, layer, at),
                        weights.gated(at + "mlp.", feedForward, norms.d(), false, activation)));
    }
}
