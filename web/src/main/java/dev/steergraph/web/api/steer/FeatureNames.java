package dev.steergraph.web.api.steer;

import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the graph calls features; of those that were never active in the run it knows nothing. */
final class FeatureNames {

    private final Graph graph;

    FeatureNames(Graph graph) {
        this.graph = graph;
    }

    /** By key. */
    Map<String, KnownFeature> of(List<String> keys) {
        return graph
                .page("feature-names", Arguments.of("keys", keys), Math.max(1, keys.size()), KnownFeature.class)
                .items()
                .stream()
                .collect(Collectors.toMap(KnownFeature::key, Function.identity()));
    }
}
