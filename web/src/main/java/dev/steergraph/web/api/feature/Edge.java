package dev.steergraph.web.api.feature;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** A correlation between two features, by their keys. */
record Edge(
        String source,
        String target,
        double r,
        @Nullable Double mi,

        @Schema(description = "Rows in which both are active") @JsonAlias("n11") @Nullable
        Long coactivations,

        @Schema(description = "Documents in which both are active") @Nullable
        Long documents) {}
