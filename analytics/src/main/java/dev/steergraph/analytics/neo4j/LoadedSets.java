package dev.steergraph.analytics.neo4j;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSets;
import dev.steergraph.core.id.RunId;
import java.util.Map;

/** Which sets of features a run has in the graph. */
public final class LoadedSets {

    private static final int MOST = 100_000;

    private LoadedSets() {}

    /** In the order of depth; none if there is no such run. */
    public static FeatureSets read(GraphConnection connection, RunId run) {
        return new FeatureSets(
                connection.query("queries/run-sets.cypher", Map.of("run", run.value(), "limit", MOST)).stream()
                        .map(row -> new FeatureSet(
                                row.get("layer").asInt(), row.get("set").asString()))
                        .toList());
    }
}
