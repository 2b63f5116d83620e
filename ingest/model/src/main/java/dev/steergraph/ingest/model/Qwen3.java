package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;

/**
 * Qwen 3: Llama with heads of a width of their own, whose queries and keys are normalised before they are rotated.
 *
 * @see <a href="https://arxiv.org/abs/2505.09388">Qwen 3</a>; names are those of Hugging Face's Qwen3ForCausalLM
 */
final class Qwen3 {

    static final FieldTable FIELDS = addTo(FieldTable.of("qwen3"));

    private Qwen3() {}

    /** Fields that its mixture of experts has as well. */
    static FieldTable addTo(FieldTable table) {
        return Qwen.addTo(table)
                .size("head_dim", 128, FieldTable.WIDTH, "width of a head")
                .truth("attention_bias", false, "whether the attention's matrices have biases");
    }

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return Llama.load(info, config, Norms.of(info, config, weights, 0), attention(config), false);
    }

    static SelfAttention attention(ModelConfig config) {
        boolean biased = config.truth("attention_bias");
        return SelfAttention.of(Heads.of(config), Llama.rotary(config), Qwen.windows(config))
                .biases(biased, biased)
                .normed(Norms::ofEachHead);
    }
}
