package dev.steergraph.analytics.exchange.subgraph;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A part of a run's graph.
 *
 * @param run the run's id
 * @param selection how it was chosen, in words
 * @param features by layer, SAE and index
 * @param edges between these features
 */
public record Subgraph(String run, String selection, List<SubgraphFeature> features, List<SubgraphEdge> edges) {

    /** @throws IllegalArgumentException if a key occurs twice or an edge has an end that is not among the features */
    public Subgraph {
        Objects.requireNonNull(run, "a subgraph needs a run");
        features = List.copyOf(features);
        edges = List.copyOf(edges);
        Set<String> keys = new HashSet<>();
        for (SubgraphFeature feature : features) {
            if (!keys.add(feature.key())) {
                throw new IllegalArgumentException("feature " + feature.key() + " occurs twice");
            }
        }
        for (SubgraphEdge edge : edges) {
            if (!keys.contains(edge.source()) || !keys.contains(edge.target())) {
                throw new IllegalArgumentException(
                        "edge " + edge.source() + " - " + edge.target() + " has an end that is not among the features");
            }
        }
    }

    /** These of the features and the edges among them. */
    public Subgraph only(Set<String> keys) {
        return new Subgraph(
                run,
                selection,
                features.stream()
                        .filter(feature -> keys.contains(feature.key()))
                        .toList(),
                edges.stream()
                        .filter(edge -> keys.contains(edge.source()) && keys.contains(edge.target()))
                        .toList());
    }
}
