package dev.steergraph.web.api.feature;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** A feature that correlates with the one that was asked for. */
record Correlate(
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
        double r,
        @Nullable Double mi,
        @Nullable Double nmi,

        @Schema(description = "Rows in which both are active") @JsonAlias("n11") @Nullable
        Long coactivations,

        @Schema(description = "Documents in which both are active") @Nullable
        Long documents) {}
