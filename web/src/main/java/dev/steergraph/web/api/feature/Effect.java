package dev.steergraph.web.api.feature;

import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** A feature that moves when the one that was asked for is steered, or that moves it. */
record Effect(
        String key,
        String model,
        int layer,
        @Nullable String site,
        @Nullable Integer depth,
        int index,
        String sae,
        @Nullable String label,
        @Nullable Integer community,
        @Nullable Double density,

        @Schema(description = "Mean change of the moved feature's activation, in its standard deviations")
        double effect,

        @Schema(description = "Standard error of the effect over documents")
        double se,

        @Schema(description = "effect / se") double z,

        @Schema(description = "Documents over which the effect is the mean")
        long documents,

        @Schema(description = "Of the steering, in multiples of the steered feature's largest activation")
        double strength,

        @Schema(description = "Correlation of the two; null if none passed the run's threshold") @Nullable
        Double r) {}
