package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LayerWindows;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.LayerRopes;
import java.io.IOException;
import java.util.List;

/**
 * Gemma 3: Gemma 2 with norms of queries and keys in place of soft caps, five layers with a window to one without, and
 * another rotation for each kind.
 *
 * @see <a href="https://arxiv.org/abs/2503.19786">Gemma 3</a>; names are those of Hugging Face's Gemma3ForCausalLM
 */
final class Gemma3 {

    private static final LayerRopes.Thetas THETAS = new LayerRopes.Thetas("rope_local_base_freq", 10_000, 1_000_000);

    static final FieldTable FIELDS = LayerRopes.addTo(
                    LayerWindows.addTo(
                            FieldTable.of("gemma3_text"), "all but every sliding_window_pattern-th, from that on"),
                    THETAS)
            .size("vocab_size", 262_208, FieldTable.VOCABULARY, "rows of the embedding")
            .size("hidden_size", 2_304, FieldTable.WIDTH, "width of the residual stream")
            .size("intermediate_size", 9_216, FieldTable.WIDTH, "width of the feed-forward layer")
            .size("num_hidden_layers", 26, FieldTable.LAYERS, "blocks")
            .size("num_attention_heads", 8, FieldTable.HEADS, "heads")
            .size("num_key_value_heads", 4, FieldTable.HEADS, "groups of heads that share keys and values")
            .size("head_dim", 256, FieldTable.WIDTH, "width of a head")
            .text("hidden_activation", "gelu_pytorch_tanh", "of the feed-forward layer")
            .size("max_position_embeddings", 131_072, Integer.MAX_VALUE, "longest sequence")
            .number("rms_norm_eps", 1e-6, "of all norms")
            .number("query_pre_attn_scalar", 256, "scores are divided by its root")
            .only("attn_logit_softcapping", null, (Object) null)
            .numberOrNone("final_logit_softcapping", null, "cap of the logits; null for none")
            .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
            .olderSize("sliding_window_pattern", FieldTable.LAYERS, "every so many layers one does not slide; 6")
            .truth("attention_bias", false, "whether the attention's matrices have biases")
            .truthOrNull("tie_word_embeddings", true, "whether the head is the embedding")
            .tokens(2, 1)
            .only("use_bidirectional_attention", false, false, null)
            .onlyBeside("is_causal", true)
            .repeated("hidden_act", "hidden_activation")
            // Another form of layer_types, which files that have it have too.
            .unusedBeside(List.of("_sliding_window_pattern"))
            .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");

    /** Of the models that read images too; what they do with text is all that is read. */
    static final FieldTable WITH_IMAGES = FieldTable.of("gemma3")
            .inner("text_config", FIELDS, List.of("tie_word_embeddings"), List.of("bos_token_id", "eos_token_id"))
            .truthOrNull("tie_word_embeddings", true, "whether the head is the embedding")
            .older("bos_token_id", "takes the place of text_config's")
            .older("eos_token_id", "takes the place of text_config's")
            .alias("image_token_id", "image_token_index")
            .alias("boi_token_id", "boi_token_index")
            .alias("eoi_token_id", "eoi_token_index")
            .unused("vision_config", "mm_tokens_per_image", "boi_token_index", "eoi_token_index", "image_token_index")
            .unused("initializer_range");

    private Gemma3() {}

    static ModelInfo info(String id, ModelConfig config) {
        config.requireMultiple("hidden_size", "num_attention_heads");
        attention(config);
        return Decoder.info(
                id,
                config,
                "hidden_activation",
                ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static ModelInfo infoWithImages(String id, ModelConfig config) {
        if (config.has("final_logit_softcapping")) {
            // Transformers' class for images and text does not look at it.
            config.unused("final_logit_softcapping");
        }
        return info(id, config);
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return load(info, config, weights, Gemma2.cap(config, "final_logit_softcapping"));
    }

    static Decoder loadWithImages(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return load(info, config, weights, 0);
    }

    private static Decoder load(ModelInfo info, ModelConfig config, Weights weights, double cap) throws IOException {
        Decoder.Ends ends = new Decoder.Ends(weights.rounded(Math.sqrt(info.dModel())), cap);
        return Gemma2.load(info, config, Norms.of(info, config, weights, 1), ends, attention(config));
    }

    private static SelfAttention attention(ModelConfig config) {
        boolean biased = config.truth("attention_bias");
        int pattern = config.size("sliding_window_pattern", 6);
        int[] windows =
                LayerWindows.of(config, layer -> (layer + 1) % pattern != 0, () -> config.size("sliding_window"));
        return SelfAttention.byWindow(config, LayerRopes.of(config, THETAS), windows)
                .scores(1 / Math.sqrt(config.number("query_pre_attn_scalar")), 0)
                .biases(biased, biased)
                .normed(Norms::ofEachHead);
    }
}
