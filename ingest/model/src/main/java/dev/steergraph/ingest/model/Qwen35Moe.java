package dev.steergraph.ingest.model;

import dev.steergraph.ingest.model.block.Activation;
import dev.steergraph.ingest.model.block.Gating;
import dev.steergraph.ingest.model.block.Mlp;
import dev.steergraph.ingest.model.block.Router;
import dev.steergraph.ingest.model.config.ExpertCounts;
import dev.steergraph.ingest.model.config.FieldTable;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;

/**
 * Qwen 3.5 whose feed-forward layers are mixtures of experts, with one more that all tokens share.
 *
 * @see <a href="https://huggingface.co/Qwen">Qwen 3.5</a>; names are those of Hugging Face's Qwen3_5MoeForCausalLM
 */
final class Qwen35Moe {

    private static final int EXPERTS = 256;

    static final FieldTable FIELDS = ExpertCounts.addTo(Qwen35.addTo(FieldTable.of("qwen3_5_moe_text")), 8)
            .size("hidden_size", 2_048, FieldTable.WIDTH, "width of the residual stream")
            .size("num_hidden_layers", 40, FieldTable.LAYERS, "blocks")
            .size("num_key_value_heads", 2, FieldTable.HEADS, "groups that share keys and values")
            .size("num_experts", EXPERTS, ExpertCounts.MOST, "experts")
            .size("moe_intermediate_size", 512, FieldTable.WIDTH, "width of an expert")
            .size(
                    "shared_expert_intermediate_size",
                    512,
                    FieldTable.WIDTH,
                    "width of the expert that all tokens share");

    /** Of the models that read images too; what they do with text is all that is read. */
    static final FieldTable WITH_IMAGES = Qwen35.withImages("qwen3_5_moe", FIELDS);

    private Qwen35Moe() {}

    static ModelInfo info(String id, ModelConfig config) {
        counts(config);
        return Qwen35.info(id, config);
    }

    static Decoder load(ModelInfo info, ModelConfig config, Weights weights) throws IOException {
        int d = info.dModel();
        int width = config.size("shared_expert_intermediate_size");
        Activation activation = Activation.of(config, "hidden_act");
        Gating gating = new Gating.Activated(weights.kernels(), activation);
        ExpertWeights experts = new ExpertWeights(weights, counts(config), config.size("moe_intermediate_size"), d);
        return Qwen35.load(
                info,
                config,
                weights,
                at -> new Mlp.Mixture(
                        experts.router(at + "mlp.gate", false, Router.Rule.SOFTMAX_TOP_NORMALISED),
                        experts.rows(at + "mlp.experts.", gating),
                        new Mlp.Mixture.Shared(
                                weights.linear(at + "mlp.shared_expert_gate", 1, d, false),
                                weights.gated(at + "mlp.shared_expert.", width, d, false, activation))));
    }

    private static ExpertCounts counts(ModelConfig config) {
        return ExpertCounts.of(config, "num_experts", EXPERTS);
    }
}
