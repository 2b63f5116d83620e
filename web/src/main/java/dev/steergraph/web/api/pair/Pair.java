package dev.steergraph.web.api.pair;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.steergraph.web.api.feature.FeatureName;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** A correlation between two features, by their names. */
public record Pair(
        FeatureName source,
        FeatureName target,
        double r,
        @Nullable Double mi,

        @Schema(description = "Rows in which both are active") @JsonAlias("n11") @Nullable
        Long coactivations,

        @Schema(description = "Documents in which both are active") @Nullable
        Long documents) {}
