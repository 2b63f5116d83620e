package dev.steergraph.web.api.feature;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** What the graph knows of a feature. */
public record Feature(
        String key,
        String model,
        String hook,
        int layer,

        @Schema(description = "Where in its layer it belongs; null of runs loaded before this was kept") @Nullable
        String site,

        @Schema(description = "Ascends by layer, then by site; null as above") @Nullable
        Integer depth,

        int index,
        String sae,
        @Nullable Double density,
        @Nullable Double mean,
        @Nullable Double sd,
        @Nullable Double max,
        @Nullable Long rowsActive,
        @Nullable String label,

        @Schema(description = "What others say that it means, the best of several") @Nullable
        String explanation,

        @Schema(description = "Who says so, by which model and method") @Nullable
        String explanationSource,

        @Schema(description = "Its page at Neuronpedia, if its SAE is there") @Nullable
        String neuronpedia,

        @Schema(
                description =
                        "Weakest useful strength of steering along it, in multiples of max; null if none was found")
        @Nullable
        Double bandLow,

        @Schema(description = "Strongest one; null as above") @Nullable
        Double bandHigh,

        @Schema(
                description =
                        "Strength at which steered text is no longer fluent; null if it always was, or is not known")
        @Nullable
        Double bandBreaks,

        @Nullable Integer community,
        @Nullable Double pageRank,

        @Schema(description = "Sum of |r| over its correlations") @JsonAlias("strength") @Nullable
        Double weightedDegree,

        long degree,

        @Schema(description = "Of its community; null in lists") @Nullable
        String communityLabel,

        @Schema(description = "Of its community; null in lists") @Nullable
        Long communitySize,

        @Schema(
                description =
                        "Where a search found its words: label, explanation, promotes (top tokens), token (on which it"
                                + " fires) or text (in which it fires); null where none was made")
        @Nullable
        String match,

        @Schema(description = "The text in which it was found; null as above, or if it was not found in a text")
        @Nullable
        String matchedText) {}
