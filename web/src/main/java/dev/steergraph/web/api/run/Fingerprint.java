package dev.steergraph.web.api.run;

import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import org.jspecify.annotations.Nullable;

/** What differs after a run is loaded again, effects are loaded, or correlations come or go. */
public record Fingerprint(
        @Nullable String createdAt,
        @Nullable String loaded,
        @Nullable String effects,
        long edges) {

    public static Fingerprint of(Graph graph, Run run) {
        return graph.row("fingerprint", Arguments.of("run", run.id()), Fingerprint.class)
                .orElseThrow();
    }
}
