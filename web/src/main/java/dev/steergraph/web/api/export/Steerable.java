package dev.steergraph.web.api.export;

import dev.steergraph.analytics.exchange.subgraph.SubgraphFeature;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** A feature that a recipe can steer. */
record Steerable(
        String key,
        String model,
        int layer,
        @Nullable String site,
        int index,
        String sae,
        @Nullable String label,

        @Schema(description = "Its largest activation; null if it is not known, and then it cannot be steered")
        @Nullable
        Double max,

        @Schema(description = "Weakest useful strength, in multiples of max; null if it was not measured") @Nullable
        Double bandLow,

        @Schema(description = "Strongest one; null as above") @Nullable
        Double bandHigh,

        @Schema(description = "Its page at Neuronpedia, if its SAE is there") @Nullable
        String neuronpedia,

        @Schema(description = "Whether the recipe steers it")
        boolean steered) {

    static Steerable of(SubgraphFeature feature, boolean steered) {
        return new Steerable(
                feature.key(),
                feature.model(),
                feature.layer(),
                feature.site(),
                feature.index(),
                feature.sae(),
                feature.label(),
                feature.max(),
                feature.bandLow(),
                feature.bandHigh(),
                feature.neuronpedia(),
                steered);
    }
}
