package dev.steergraph.cli.report;

import dev.steergraph.analytics.neo4j.GraphConnection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;

/**
 * A pair of features of different layers, as {@code strongest-across-layers.cypher} gives it.
 *
 * @param bits mutual information
 */
record LayerPair(
        long layer,
        String feature,
        long higherLayer,
        String higher,
        double r,
        double bits,
        long documents,
        String key,
        String higherKey) {

    static List<LayerPair> strongest(GraphConnection connection, String run, int limit) {
        return connection
                .query(
                        "queries/strongest-across-layers.cypher",
                        Map.of("run", run, "span", 1, "atLeast", 0.3, "limit", limit))
                .stream()
                .map(LayerPair::of)
                .toList();
    }

    private static LayerPair of(Record row) {
        return new LayerPair(
                row.get("layer").asLong(),
                row.get("feature").asString(),
                row.get("higherLayer").asLong(),
                row.get("higher").asString(),
                row.get("r").asDouble(),
                row.get("bits").asDouble(),
                row.get("documents").asLong(),
                row.get("key").asString(),
                row.get("higherKey").asString());
    }
}
