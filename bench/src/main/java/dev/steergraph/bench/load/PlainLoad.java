package dev.steergraph.bench.load;

import dev.steergraph.core.table.EdgeWeight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/** How one loads relationships by the book: a map for each, both ends found by their key, 10,000 in a transaction. */
final class PlainLoad {

    static final int BATCH = 10_000;

    private static final String FEATURES = """
            UNWIND $keys AS key
            CREATE (f:Feature {key: key, run: 'bench'})
            RETURN id(f) AS node""";

    private static final String EDGES = """
            UNWIND $rows AS row
            MATCH (a:Feature {key: row.source})
            MATCH (b:Feature {key: row.target})
            CREATE (a)-[:CORRELATES {r: row.r, strength: row.strength, sign: row.sign, cost: row.cost, mi: row.mi,
                nmi: row.nmi, n11: row.n11, documents: row.documents, span: row.span}]->(b)""";

    private PlainLoad() {}

    /** @return ids of the nodes */
    static long[] features(Session session, RandomGraph graph) {
        long[] nodes = new long[graph.features().size()];
        for (int from = 0; from < nodes.length; from += BATCH) {
            List<String> keys = new ArrayList<>();
            for (int f = from; f < Math.min(nodes.length, from + BATCH); f++) {
                keys.add(graph.key(f));
            }
            int first = from;
            session.executeWriteWithoutResult(tx -> {
                int[] at = {first};
                tx.run(FEATURES, Map.of("keys", keys))
                        .forEachRemaining(
                                row -> nodes[at[0]++] = row.get("node").asLong());
            });
        }
        session.run("CALL db.prepareForReplanning(300)").consume();
        return nodes;
    }

    static Map<String, Object> row(RandomGraph graph, int e) {
        double r = graph.edges().r()[e];
        Map<String, Object> row = new HashMap<>();
        row.put("source", graph.key(graph.source(e)));
        row.put("target", graph.key(graph.target(e)));
        row.put("r", r);
        row.put("strength", EdgeWeight.absR(r));
        row.put("sign", EdgeWeight.sign(r));
        row.put("cost", EdgeWeight.cost(r));
        row.put("mi", graph.edges().mi()[e]);
        row.put("nmi", graph.edges().nmi()[e]);
        row.put("n11", graph.edges().coactivations()[e]);
        row.put("documents", graph.edges().documents()[e]);
        row.put(
                "span",
                EdgeWeight.span(graph.edges().sourceLayer(e), graph.edges().targetLayer(e)));
        return row;
    }

    static void write(Session session, List<Object> rows) {
        session.executeWriteWithoutResult(
                tx -> tx.run(EDGES, Map.of("rows", rows)).consume());
    }
}
