package dev.steergraph.analytics.community;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;

/**
 * What modularity the same search finds where there is nothing to find: in a random graph whose
 * nodes have the same degrees, with the same weights on its edges.
 * Sparse random graphs have high modularity too (Guimerà, Sales-Pardo, Amaral 2004), so no modularity speaks for itself.
 */
final class NullModularity {

    private NullModularity() {}

    static double of(Session session, RunId run, CommunityParameters parameters) {
        WeightedGraph random = read(session, run).rewired(parameters.seed());
        try (Projection projection = new Projection(session, random)) {
            return projection.leiden(parameters);
        }
    }

    private static WeightedGraph read(Session session, RunId run) {
        Map<String, Integer> nodes = new HashMap<>();
        List<int[]> ends = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        String statement = CypherFile.load("analytics/communities-hops.cypher").statement();
        Result rows = session.run(statement, Map.of("run", run.value()));
        rows.forEachRemaining(row -> {
            int source = number(nodes, row.get("source").asString());
            ends.add(new int[] {source, number(nodes, row.get("target").asString())});
            weights.add(row.get("strength").asDouble());
        });
        return new WeightedGraph(
                ends.stream().mapToInt(e -> e[0]).toArray(),
                ends.stream().mapToInt(e -> e[1]).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static int number(Map<String, Integer> nodes, String key) {
        return nodes.computeIfAbsent(key, first -> nodes.size());
    }
}
