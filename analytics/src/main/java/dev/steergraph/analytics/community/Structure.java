package dev.steergraph.analytics.community;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Where each feature stands in the graph of all correlations, directions and strengths ignored, by GDS. Writes, to features
 * that have a correlation, {@code component} (weakly connected; 0 is the largest), {@code core} (the largest k such that the
 * feature is in the k-core), {@code betweenness} (number of shortest paths through it, each pair's shared out; estimated from
 * {@value #SOURCES} sources where there are more features) and {@code articulation} (whether its component falls apart without
 * it). Others have none of these. A correlation without which its component falls apart gets {@code bridge}.
 */
public final class Structure {

    /** Sources of shortest paths: exact betweenness of 65,536 features with a million correlations would take hours. */
    static final int SOURCES = 1000;

    private static final int CONCURRENCY = 4;
    private static final long SEED = 7;
    private static final int BATCH = 5_000;

    private Structure() {}

    /** Computes and writes; without correlations it only removes what was there. */
    public static StructureReport write(Driver driver, String database, RunId run) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            Computed computed = compute(session, run);
            List<Record> features = computed.features();
            Components components = new Components(features);
            List<Map<String, Object>> rows = new ArrayList<>();
            double scale = Math.max(1, (double) features.size() / SOURCES);
            for (Record row : features) {
                rows.add(Map.of(
                        "key", row.get("key").asString(),
                        "component", components.number(row.get("component").asLong()),
                        "core", row.get("core").asInt(),
                        "betweenness", row.get("betweenness").asDouble() * scale,
                        "articulation", row.get("articulation").asLong() != 0));
            }
            session.executeWriteWithoutResult(tx -> {
                tx.run(statement("clear"), Map.of("run", run.value())).consume();
                for (int from = 0; from < rows.size(); from += BATCH) {
                    List<Map<String, Object>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
                    tx.run(statement("write"), Map.of("rows", batch)).consume();
                }
                tx.run(statement("bridges-clear"), Map.of("run", run.value())).consume();
                tx.run(statement("bridges-write"), Map.of("rows", computed.bridges()))
                        .consume();
            });
            return StructureReport.of(rows, components, computed.bridges().size());
        }
    }

    /**
     * What GDS found.
     *
     * @param features a row for each feature with a correlation
     * @param bridges keys of both ends of each bridge
     */
    private record Computed(List<Record> features, List<List<String>> bridges) {}

    private static Computed compute(Session session, RunId run) {
        String graph = "steergraph-" + UUID.randomUUID();
        String project = CypherFile.load("analytics/communities-project.cypher").statement();
        boolean empty = session.run(project, Map.of("run", run.value(), "graph", graph))
                        .single()
                        .get("hops")
                        .asLong()
                == 0;
        if (empty) {
            return new Computed(List.of(), List.of());
        }
        try {
            Map<String, Object> parameters =
                    Map.of("graph", graph, "concurrency", CONCURRENCY, "sources", SOURCES, "seed", SEED);
            for (String step : List.of("components", "cores", "betweenness", "articulation")) {
                session.run(statement(step), parameters).consume();
            }
            List<List<String>> bridges = session.run(statement("bridges"), parameters)
                    .list(row ->
                            List.of(row.get("one").asString(), row.get("other").asString()));
            return new Computed(session.run(statement("read"), parameters).list(), bridges);
        } finally {
            String drop = CypherFile.load("analytics/communities-drop.cypher").statement();
            session.run(drop, Map.of("graph", graph)).consume();
        }
    }

    private static String statement(String name) {
        return CypherFile.load("analytics/structure-" + name + ".cypher").statement();
    }
}
