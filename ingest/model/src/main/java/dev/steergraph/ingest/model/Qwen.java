package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LayerWindows;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.rope.RopeFields;

/** What the Qwens have in common: fields, and the rule by which layers slide. */
final class Qwen {

    private Qwen() {}

    static FieldTable addTo(FieldTable table) {
        return RopeFields.LLAMA
                .addTo(LayerWindows.addTo(table, "those from max_window_layers on, if use_sliding_window"))
                .size("vocab_size", 151_936, FieldTable.VOCABULARY, "rows of the embedding")
                .size("hidden_size", 4_096, FieldTable.WIDTH, "width of the residual stream")
                .size("intermediate_size", 22_016, FieldTable.WIDTH, "width of the feed-forward layer")
                .size("num_hidden_layers", 32, FieldTable.LAYERS, "blocks")
                .size("num_attention_heads", 32, FieldTable.HEADS, "heads")
                .sizeOrNone(
                        "num_key_value_heads",
                        32,
                        FieldTable.HEADS,
                        "groups that share keys and values; null for heads")
                .text("hidden_act", "silu", "of the feed-forward layer")
                .size("max_position_embeddings", 32_768, Integer.MAX_VALUE, "longest sequence")
                .number("rms_norm_eps", 1e-6, "of all norms")
                .truth("tie_word_embeddings", false, "whether the head is the embedding")
                .truth("use_sliding_window", false, "whether any layer slides")
                .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over")
                .count("max_window_layers", 28, FieldTable.LAYERS, "layers before the first that slides")
                .tokens(null, null)
                .onlyBeside("is_causal", true)
                .unused("attention_dropout", "initializer_range", "pad_token_id", "use_cache");
    }

    /** Of each layer, tokens; 0 for none. */
    static int[] windows(ModelConfig config) {
        boolean slides = config.truth("use_sliding_window") && config.sizeOrNone("sliding_window") != null;
        int first = config.size("max_window_layers");
        return LayerWindows.of(config, layer -> slides && layer >= first, () -> {
            if (!config.truth("use_sliding_window")) {
                throw config.refused("gives layers of the type \"sliding_attention\" and says"
                        + " \"use_sliding_window\": false; only one of the two can be.");
            }
            return config.size("sliding_window");
        });
    }
}
