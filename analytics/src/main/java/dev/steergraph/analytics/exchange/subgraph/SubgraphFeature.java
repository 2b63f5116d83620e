package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * A feature as the graph holds it; what has not been computed is null.
 *
 * @param weightedDegree sum of |r| over its correlations; the property {@code strength}
 */
public record SubgraphFeature(
        String key,
        String model,
        String hook,
        int layer,
        int index,
        String sae,
        String label,
        Double density,
        Double mean,
        Double sd,
        Double max,
        Long rowsActive,
        Integer community,
        List<Integer> communityPath,
        Double pageRank,
        Long degree,
        @JsonProperty("strength") Double weightedDegree) {

    public SubgraphFeature {
        Objects.requireNonNull(key, "a feature needs a key");
        communityPath = communityPath == null ? null : List.copyOf(communityPath);
    }
}
