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

/**
 * Llama 2 and 3, SmolLM2: rotary positions, root-mean-square norms, gated feed-forward layers, keys and values shared by
 * groups of heads.
 *
 * @see <a href="https://arxiv.org/abs/2307.09288">Llama 2</a>; names are those of Hugging Face's LlamaForCausalLM
 */
final class Llama {

    static final FieldTable FIELDS = addTo(FieldTable.of("llama"))
            .size("intermediate_size", 11_008, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_key_value_heads", null, FieldTable.HEADS, "groups that share keys and values; as many as heads")
            .size("max_position_embeddings", 2_048, Integer.MAX_VALUE, "longest sequence")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("mlp_bias", false, "whether the feed-forward layer's matrices have biases")
            .onlyBeside("rope_interleaved", false)
            .unused("pretraining_tp");

    private Llama() {}

    /** Fields that Mistral has as well. */
    static FieldTable addTo(FieldTable table) {
        return RopeFields.LLAMA
                .addTo(table)
                .size("vocab_size", 32_000, FieldTable.VOCABULARY, "rows of the embedding")
                .size("hidden_size", 4_096, FieldTable.WIDTH, "width of the residual stream")
                .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
                .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
                .size("head_dim", null, FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads")
                .text("hidden_act", "silu", "of the feed-forward layer")
                .number("rms_norm_eps", 1e-6, "of all norms")
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .tokens(1, 2)
                .onlyBeside("is_causal", true)
                .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");
    }

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        rotary(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        boolean biased = config.truth("attention_bias");
        SelfAttention attention = attention(config, 0).shared().biases(biased, biased);
        return load(info, config, Norms.of(info, config, weights, 0), attention, config.truth("mlp_bias"));
    }

    /** With Llama's blocks, whatever the attention is. @param mlpBias whether the feed-forward layer has biases */
    static Decoder load(ModelInfo info, ModelConfig config, Norms norms, SelfAttention attention, boolean mlpBias)
            throws IOException {
        int feedForward = config.size("intermediate_size");
        Activation activation = Activation.of(config, "hidden_act");
        return Decoder.load(
                info,
                config,
                norms,
                Decoder.Ends.PLAIN,
                (layer, at) -> norms.before(
                        at,
                        attention.load(norms, layer, at),
                        norms.weights().gated(at + "mlp.", feedForward, norms.d(), mlpBias, activation)));
    }

    /** @param window tokens that all layers look back over; 0 for all */
    static SelfAttention attention(ModelConfig config, int window) {
        int[] windows = new int[config.size("num_hidden_layers")];
        Arrays.fill(windows, window);
        return SelfAttention.of(Heads.of(config), rotary(config), windows);
    }

    /** All layers' rotation, where there is one. */
    static Rotary rotary(ModelConfig config) {
        return Rotary.of(config, RopeParameters.of(config), Heads.of(config).width());
    }
}
