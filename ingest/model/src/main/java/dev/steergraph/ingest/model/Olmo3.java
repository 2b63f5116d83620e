package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.LayerWindows;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.rope.LayerRopes;
import java.io.IOException;

/**
 * OLMo 3: OLMo 2 with three layers that look back over a window to one that does not, which alone is scaled for long texts.
 *
 * @see <a href="https://arxiv.org/abs/2512.13961">OLMo 3</a>; names are those of Hugging Face's Olmo3ForCausalLM
 */
final class Olmo3 {

    /** Layers with a window have no field of their own, and what stands beside the objects is not for them. */
    private static final LayerRopes.Thetas THETAS = new LayerRopes.Thetas("", 500_000, 500_000);

    static final FieldTable FIELDS = Olmo2.addTo(LayerRopes.addTo(
                    LayerWindows.addTo(FieldTable.of("olmo3"), "all but every fourth, from the fourth on"), THETAS))
            .sizeOrNone("sliding_window", 4_096, Integer.MAX_VALUE, "tokens that a sliding layer looks back over");

    private Olmo3() {}

    static ModelInfo info(String id, ModelConfig config) {
        attention(config);
        return Decoder.info(id, config, "hidden_act", Olmo2.hooks(config));
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        return Olmo2.load(info, config, weights, attention(config));
    }

    private static SelfAttention attention(ModelConfig config) {
        int[] windows = LayerWindows.of(config, layer -> (layer + 1) % 4 != 0, () -> config.size("sliding_window"));
        return SelfAttention.byWindow(config, LayerRopes.of(config, THETAS), windows);
    }
}
