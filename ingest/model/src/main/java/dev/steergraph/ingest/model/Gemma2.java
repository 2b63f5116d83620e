package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LayerWindows;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.RopeFields;
import java.io.IOException;

/**
 * Gemma 2: embeddings scaled by √d, norms before and after each half of a block that store w − 1, scores and logits
 * soft-capped, and every other layer looking back over a window only. {@code attn_out} and {@code mlp_out} are what is
 * added to the residual stream, after the outer norms, as TransformerLens has it.
 *
 * @see <a href="https://arxiv.org/abs/2408.00118">Gemma 2</a>; names are those of Hugging Face's Gemma2ForCausalLM
 */
final class Gemma2 {

    static final FieldTable FIELDS = RopeFields.LLAMA
            .addTo(LayerWindows.addTo(FieldTable.of("gemma2"), "the first, the third and so on"))
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
            .numberOrNone("attn_logit_softcapping", 50.0, "cap of the scores; null for none")
            .numberOrNone("final_logit_softcapping", 30.0, "cap of the logits; null for none")
            .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truth("tie_word_embeddings", true, "whether the head is the embedding")
            .tokens(2, 1)
            .only("use_bidirectional_attention", null, false, null)
            .onlyBeside("is_causal", true)
            .repeated("hidden_act", "hidden_activation")
            .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");

    private Gemma2() {}

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        Llama.rotary(config);
        windows(config);
        return Decoder.info(
                id,
                config,
                "hidden_activation",
                ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        boolean biased = config.truth("attention_bias");
        SelfAttention attention = SelfAttention.of(Heads.of(config), Llama.rotary(config), windows(config))
                .shared()
                .scores(1 / Math.sqrt(config.number("query_pre_attn_scalar")), cap(config, "attn_logit_softcapping"))
                .biases(biased, biased);
        Decoder.Ends ends = new Decoder.Ends(Math.sqrt(info.dModel()), cap(config, "final_logit_softcapping"));
        return load(info, config, Norms.of(info, config, weights, 1), ends, attention);
    }

    /** With Gemma 2's blocks, whatever the attention is. */
    static Decoder load(ModelInfo info, ModelConfig config, Norms norms, Decoder.Ends ends, SelfAttention attention)
            throws IOException {
        int feedForward = config.size("intermediate_size");
        Activation activation = Activation.of(config, "hidden_activation");
        return Decoder.load(
                info,
                config,
                norms,
                ends,
                (layer, at) -> norms.around(
                        at,
                        attention.load(norms, layer, at),
                        norms.weights().gated(at + "mlp.", feedForward, norms.d(), false, activation)));
    }

    /** A soft cap; 0 for none. */
    static double cap(ModelConfig config, String field) {
        Double cap = config.numberOrNone(field);
        return cap == null ? 0 : cap;
    }

    private static int[] windows(ModelConfig config) {
        return LayerWindows.of(config, layer -> layer % 2 == 0, () -> config.size("sliding_window"));
    }
}
