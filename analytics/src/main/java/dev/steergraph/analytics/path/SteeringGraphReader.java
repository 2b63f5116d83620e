package dev.steergraph.analytics.path;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.Map;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Value;

/** Streams a run out of the database: one row per feature with its outgoing hops, never the whole result at once. */
final class SteeringGraphReader {

    private SteeringGraphReader() {}

    static SteeringGraph read(
            Driver driver, String database, RunId run, PathMeasure measure, TransactionConfig transaction) {
        String query = CypherFile.load(measure.query()).statement();
        SessionConfig config = SessionConfig.builder()
                .withDatabase(database)
                .withDefaultAccessMode(AccessMode.READ)
                .build();
        try (Session session = driver.session(config)) {
            SteeringGraph graph = session.executeRead(
                    tx -> {
                        SteeringGraphBuilder builder = new SteeringGraphBuilder(measure);
                        Result rows = tx.run(query, Map.of("run", run.value()));
                        while (rows.hasNext()) {
                            add(builder, rows.next());
                        }
                        return builder.build();
                    },
                    transaction);
            if (graph.features() == 0) {
                throw new UserError("the graph has no run \"" + run + "\"; load it first, or name one that is loaded");
            }
            if (measure.directed() && graph.hops() == 0) {
                throw new UserError("the graph has no effects of run \"" + run
                        + "\"; measure them with \"steergraph effects\" and load the run again");
            }
            return graph;
        }
    }

    private static void add(SteeringGraphBuilder builder, Record row) {
        String key = row.get("key").asString();
        builder.feature(new FeatureNode(
                key,
                row.get("depth").asInt(),
                row.get("community").asInt(SteeringGraph.NO_COMMUNITY),
                row.get("sd").asDouble(Double.NaN)));
        for (Value hop : row.get("hops").values()) {
            double mi = hop.get(2).asDouble(Double.NaN);
            builder.hop(key, hop.get(0).asString(), hop.get(1).asDouble(), mi);
        }
    }
}
