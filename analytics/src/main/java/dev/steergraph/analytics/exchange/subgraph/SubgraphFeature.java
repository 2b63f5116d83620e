package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A feature as the graph holds it; what has not been computed is null.
 *
 * @param site where in its block it belongs, such as {@code resid_post}
 * @param weightedDegree sum of |r| over its correlations; the property {@code strength}
 * @param explanation what others say that it means, the best of several
 * @param explanationSource who says so, by which model and method
 * @param neuronpedia address of its page at Neuronpedia
 * @param bandLow weakest usable strength of steering along it, in multiples of {@code max}
 * @param bandHigh strongest one
 * @param bandBreaks strength at which steered text is no longer fluent
 */
public record SubgraphFeature(
        String key,
        String model,
        String hook,
        int layer,
        int index,
        String sae,
        @Nullable String site,
        @Nullable String label,
        @Nullable Double density,
        @Nullable Double mean,
        @Nullable Double sd,
        @Nullable Double max,
        @Nullable Long rowsActive,
        @Nullable Integer community,
        @Nullable List<Integer> communityPath,
        @Nullable Double pageRank,
        @Nullable Long degree,
        @JsonProperty("strength") @Nullable Double weightedDegree,
        @Nullable String explanation,
        @Nullable String explanationSource,
        @Nullable String neuronpedia,
        @Nullable Double bandLow,
        @Nullable Double bandHigh,
        @Nullable Double bandBreaks) {

    public SubgraphFeature {
        Objects.requireNonNull(key, "a feature needs a key");
        communityPath = communityPath == null ? null : List.copyOf(communityPath);
    }
}
