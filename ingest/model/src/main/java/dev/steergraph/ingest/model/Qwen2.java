package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelHooks;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;

/**
 * Qwen 2 and 2.5: Llama with biases of queries, keys and values.
 *
 * @see <a href="https://arxiv.org/abs/2407.10671">Qwen 2</a>; names are those of Hugging Face's Qwen2ForCausalLM
 */
final class Qwen2 {

    static final FieldTable FIELDS = Qwen.addTo(FieldTable.of("qwen2"))
            .olderSize("head_dim", FieldTable.WIDTH, "width of a head; hidden_size / num_attention_heads");

    private Qwen2() {}

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        return Decoder.info(
                id, config, "hidden_act", ModelHooks.sequential(Heads.of(config).queryWidth()));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return Llama.load(info, config, Norms.of(info, config, weights, 0), attention(config), false);
    }

    private static SelfAttention attention(ModelConfig config) {
        return SelfAttention.of(Heads.of(config), Llama.rotary(config), Qwen.windows(config))
                .biases(true, false);
    }
}
