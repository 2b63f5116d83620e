package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import java.io.IOException;

/**
 * The first Gemma: Llama with embeddings scaled by √d, norms that store w − 1, and GELU in its gates.
 *
 * @see <a href="https://arxiv.org/abs/2403.08295">Gemma</a>; names are those of Hugging Face's GemmaForCausalLM
 */
final class Gemma {

    static final FieldTable FIELDS = RopeFields.LLAMA
            .addTo(FieldTable.of("gemma"))
            .size("vocab_size", 256_000, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 3_072, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 24_576, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_hidden_layers", 28, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 16, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", 16, FieldTable.HEADS, "groups of heads that share keys and values")
            .size("head_dim", 256, FieldTable.WIDTH, "width of a head")
            .text("hidden_act", "gelu_pytorch_tanh", "of the feed-forward layer; gelu means the same")
            .size("max_position_embeddings", 8_192, Integer.MAX_VALUE, "longest sequence")
            .number("rms_norm_eps", 1e-6, "of all norms")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("tie_word_embeddings", true, "whether the head is the embedding")
            .tokens(2, 1)
            .only("use_bidirectional_attention", null, false, null)
            .onlyBeside("is_causal", true)
            .repeated("hidden_activation", "hidden_act")
            .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");

    private Gemma() {}

    static ModelInfo info(String id, ModelConfig config) {
        Llama.rotary(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        boolean biased = config.truth("attention_bias");
        SelfAttention attention = Llama.attention(config, 0).biases(biased, biased);
        int feedForward = config.size("intermediate_size");
        Activation given = Activation.of(config, "hidden_act");
        Activation activation = given == Activation.GELU ? Activation.GELU_TANH : given;
        Norms norms = Norms.of(info, config, weights, 1);
        Decoder.Ends ends = new Decoder.Ends(weights.rounded(Math.sqrt(info.dModel())), 0);
        return Decoder.load(
                info,
                config,
                norms,
                ends,
                (layer, at) -> norms.before(
                        at,
                        attention.load(norms, layer, at),
                        weights.gated(at + "mlp.", feedForward, norms.d(), false, activation)));
    }
}
