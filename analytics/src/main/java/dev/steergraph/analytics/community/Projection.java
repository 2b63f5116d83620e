package dev.steergraph.analytics.community;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/** A run's correlations in the GDS catalogue, under a name of their own, until closed. */
final class Projection implements AutoCloseable {

    private static final String LEVELS = "levels";

    private final Session session;
    private final String graph = "steergraph-" + UUID.randomUUID();
    private final long positive;
    private final long hops;

    Projection(Session session, RunId run) {
        this.session = session;
        Record counts = query("communities-project", Map.of("run", run.value(), "graph", graph))
                .get(0);
        this.positive = counts.get("positive").asLong();
        this.hops = counts.get("hops").asLong();
    }

    /** A graph of its own, without a run behind it; all correlations are positive. */
    Projection(Session session, WeightedGraph weighted) {
        this.session = session;
        Map<String, Object> lists = Map.of(
                "graph", graph,
                "sources", weighted.source(),
                "targets", weighted.target(),
                "weights", weighted.weight());
        query("communities-project-lists", lists);
        this.positive = weighted.weight().length;
        this.hops = positive;
    }

    /** Its name in the catalogue. */
    String name() {
        return graph;
    }

    /** Whether there is any positive correlation: Leiden needs one. */
    boolean hasPositive() {
        return positive > 0;
    }

    /** Whether there is any correlation. */
    boolean hasHops() {
        return hops > 0;
    }

    /** Runs Leiden. @return the modularity of the coarsest level */
    double leiden(CommunityParameters p) {
        return leiden(p, LEVELS);
    }

    /** Runs Leiden into a property of its own, so that several results can stand side by side. */
    double leiden(CommunityParameters p, String property) {
        Map<String, Object> parameters = Map.of(
                "graph", graph,
                "property", property,
                "gamma", p.gamma(),
                "seed", p.seed(),
                "maxLevels", p.maxLevels(),
                "concurrency", p.concurrency());
        return query("communities-leiden", parameters).get(0).get("modularity").asDouble();
    }

    /** Leiden's communities of each node, finest level first. */
    Map<Long, long[]> levels() {
        return levels(LEVELS);
    }

    Map<Long, long[]> levels(String property) {
        Map<Long, long[]> levels = new HashMap<>();
        for (Record row : query("communities-levels", Map.of("graph", graph, "property", property))) {
            List<Long> path = row.get("levels").asList(Value::asLong);
            levels.put(
                    row.get("nodeId").asLong(),
                    path.stream().mapToLong(Long::longValue).toArray());
        }
        return levels;
    }

    /** Runs PageRank. @return the features with their rank, by layer, SAE and index */
    List<Member> members(CommunityParameters p) {
        query("communities-page-rank", Map.of("graph", graph, "concurrency", p.concurrency()));
        return query("communities-members", Map.of("graph", graph)).stream()
                .map(Projection::member)
                .toList();
    }

    private static Member member(Record row) {
        return new Member(
                row.get("nodeId").asLong(),
                row.get("key").asString(),
                new FeatureSet(row.get("layer").asInt(), row.get("sae").asString()),
                row.get("index").asInt(),
                row.get("label").asString(""),
                row.get("pageRank").asDouble(),
                row.get("degree").asLong(),
                row.get("strength").asDouble());
    }

    @Override
    public void close() {
        query("communities-drop", Map.of("graph", graph));
    }

    private List<Record> query(String name, Map<String, Object> parameters) {
        String statement = CypherFile.load("analytics/" + name + ".cypher").statement();
        return session.run(statement, parameters).list();
    }
}
