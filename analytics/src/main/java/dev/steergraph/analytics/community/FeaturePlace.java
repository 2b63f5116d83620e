package dev.steergraph.analytics.community;

import java.util.Map;

/**
 * Where one feature stands in the graph of all correlations.
 *
 * @param component weakly connected; 0 is the largest
 * @param core the largest k such that the feature is in the k-core
 * @param betweenness number of shortest paths through it
 * @param articulation whether its component falls apart without it
 */
record FeaturePlace(String key, int component, int core, double betweenness, boolean articulation) {

    /** As {@code structure-write.cypher} takes it. */
    Map<String, Object> row() {
        return Map.of(
                "key", key,
                "component", component,
                "core", core,
                "betweenness", betweenness,
                "articulation", articulation);
    }
}
