package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;

/**
 * Mistral: Llama whose layers look back over a window.
 *
 * @see <a href="https://arxiv.org/abs/2310.06825">Mistral 7B</a>; names are those of Hugging Face's MistralForCausalLM
 */
final class Mistral {

    static final FieldTable FIELDS = Llama.addTo(FieldTable.of("mistral"))
            .size("intermediate_size", 14_336, FieldTable.WIDTH, "width of the feed-forward layer")
            .sizeOrNone("num_key_value_heads", 8, FieldTable.HEADS, "groups that share keys and values; null for heads")
            .size("max_position_embeddings", 131_072, Integer.MAX_VALUE, "longest sequence")
            .sizeOrNone(
                    "sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a layer looks back over; null for all");

    private Mistral() {}

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        SelfAttention attention =
                Llama.attention(config, config.size("sliding_window", 0)).shared();
        return Llama.load(info, config, Norms.of(info, config, weights, 0), attention, false);
    }
}
