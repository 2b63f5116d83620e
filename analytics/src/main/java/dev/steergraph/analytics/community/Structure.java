package dev.steergraph.analytics.community;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionContext;

/**
 * Where each feature stands in the graph of all correlations, directions and weights ignored, by GDS. Writes, to features
 * that have a correlation, {@code component} (weakly connected; 0 is the largest), {@code core} (the largest k such that the
 * feature is in the k-core), {@code betweenness} (number of shortest paths through it, each pair's shared out; estimated from
 * {@value #SOURCES} sources where there are more features) and {@code articulation} (whether its component falls apart without
 * it). Others have none of these. A correlation without which its component falls apart gets {@code bridge}.
 */
public final class Structure {

    /** Sources of shortest paths: exact betweenness of 65,536 features with a million correlations would take hours. */
    static final int SOURCES = 1000;

    /** Of what adds whole numbers or marks: its result depends on no order. */
    private static final int CONCURRENCY = 4;

    /** Of what adds fractions: threads that add in another order find other last digits. */
    private static final int ONE_THREAD = 1;

    private static final long SEED = 7;
    private static final int BATCH = 5_000;

    private Structure() {}

    /** Computes and writes; without correlations it only removes what was there. */
    public static StructureReport write(Driver driver, String database, RunId run) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            Computed computed = compute(session, run);
            session.executeWriteWithoutResult(tx -> write(tx, run, computed));
            return StructureReport.of(
                    computed.places(), computed.components(), computed.bridges().size());
        }
    }

    /**
     * What GDS found.
     *
     * @param places of every feature with a correlation
     * @param bridges keys of both ends of each bridge
     */
    private record Computed(List<FeaturePlace> places, Components components, List<List<String>> bridges) {}

    private static Computed compute(Session session, RunId run) {
        try (Projection projection = new Projection(session, run)) {
            if (!projection.hasHops()) {
                return new Computed(List.of(), new Components(List.of()), List.of());
            }
            Map<String, Object> parameters = Map.of("graph", projection.name(), "sources", SOURCES, "seed", SEED);
            for (String step : List.of("components", "cores", "betweenness", "articulation")) {
                Map<String, Object> own = new HashMap<>(parameters);
                own.put("concurrency", step.equals("betweenness") ? ONE_THREAD : CONCURRENCY);
                session.run(statement(step), own).consume();
            }
            List<List<String>> bridges = session.run(statement("bridges"), parameters)
                    .list(row ->
                            List.of(row.get("one").asString(), row.get("other").asString()));
            List<Record> features = session.run(statement("read"), parameters).list();
            Components components = new Components(features);
            double scale = Math.max(1, (double) features.size() / SOURCES);
            List<FeaturePlace> places = features.stream()
                    .map(row -> new FeaturePlace(
                            row.get("key").asString(),
                            components.number(row.get("component").asLong()),
                            row.get("core").asInt(),
                            row.get("betweenness").asDouble() * scale,
                            row.get("articulation").asLong() != 0))
                    .toList();
            return new Computed(places, components, bridges);
        }
    }

    private static void write(TransactionContext tx, RunId run, Computed computed) {
        tx.run(statement("clear"), Map.of("run", run.value())).consume();
        List<Map<String, Object>> rows =
                computed.places().stream().map(FeaturePlace::row).toList();
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Map<String, Object>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            tx.run(statement("write"), Map.of("rows", batch)).consume();
        }
        tx.run(statement("bridges-clear"), Map.of("run", run.value())).consume();
        tx.run(statement("bridges-write"), Map.of("rows", computed.bridges())).consume();
    }

    private static String statement(String name) {
        return CypherFile.load("analytics/structure-" + name + ".cypher").statement();
    }
}
