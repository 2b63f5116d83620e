package dev.steergraph.web.api.selection;

import dev.steergraph.web.api.feature.Feature;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is between some features: the part of the run's matrix of r that has them as rows and columns, and effects. */
record Submatrix(
        @Schema(
                description =
                        "So ordered that those that correlate stand together: average linkage of 1 − |r|, where pairs below"
                                + " the run's threshold count as 1")
        List<Feature> features,

        @Schema(description = "Keys that were asked for and are not in the graph")
        List<String> missing,

        @Schema(
                description =
                        "Correlations, by places in features, a before b; all others are below the run's threshold")
        List<Entry> pairs,

        @Schema(description = "What was measured by steering, by places in features")
        List<Moved> effects) {

    /** One cell above the diagonal. */
    record Entry(
            int a,
            int b,
            double r,
            @Nullable Double mi,

            @Schema(description = "Rows in which both are active") @Nullable
            Long coactivations,

            @Schema(description = "Of these, the share of the rows in which either is active") @Nullable
            Double jaccard,

            @Schema(description = "Documents in which both are active") @Nullable
            Long documents,

            @Schema(description = "Cosine of their decoder rows; null unless the run was correlated with details")
            @Nullable
            Double decoderCosine) {}

    /** Steering one feature moves another. */
    record Moved(
            int source,
            int target,

            @Schema(description = "Mean change of the target's activation, in its standard deviations")
            double effect,

            @Schema(description = "Standard error of the effect over documents")
            double se) {}
}
