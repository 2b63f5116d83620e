package dev.steergraph.web.api.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run in the graph, and what can be done with it here. */
record RunSummary(
        @JsonUnwrapped Stored stored,

        @Schema(description = "Whether the run's files are at hand, so that format recipe can be exported")
        boolean recipes) {

    /** What the graph knows of it. */
    record Stored(
            String id,
            String model,
            @Nullable String createdAt,
            @Nullable Long rows,

            @Schema(description = "The |r| from which on correlations were kept") @Nullable
            Double threshold,

            @Nullable Long documents,
            @Nullable Long minDocuments,

            @Schema(description = "What was left out of the rows, or kept, as its norm is out of the ordinary")
            @Nullable
            String outliers,

            List<FeatureSet> sets,
            long features,
            long edges,

            @Schema(description = "Of the topmost level") @Nullable
            Long communities) {}

    /** The features of one SAE. */
    record FeatureSet(
            int layer, @Nullable Integer depth, @Nullable String site, String sae, long features) {}
}
