package dev.steergraph.cli.report;

import dev.steergraph.analytics.neo4j.GraphConnection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Value;

/**
 * A community, as {@code communities.cypher} gives it.
 *
 * @param community its label
 * @param size features
 * @param layers features of each layer, such as {@code 3: 40}
 */
record LargeCommunity(long number, String community, long size, List<String> layers) {

    static List<LargeCommunity> largest(GraphConnection connection, String run, int limit) {
        return connection.query("queries/communities.cypher", Map.of("run", run, "limit", limit)).stream()
                .map(row -> new LargeCommunity(
                        row.get("number").asLong(),
                        row.get("community").asString(),
                        row.get("size").asLong(),
                        row.get("layers").asList(Value::asString)))
                .toList();
    }
}
