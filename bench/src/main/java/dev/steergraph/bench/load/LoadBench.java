package dev.steergraph.bench.load;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.ingest.load.EdgeWriter;
import dev.steergraph.ingest.load.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Correlations into an embedded Neo4j over Bolt, ours against the plain way, with the same properties and, in the end, the same
 * constraints and indexes. Each turn has a new database that holds the features already.
 */
public final class LoadBench {

    public static final String OURS = "SteerGraph";
    public static final String PLAIN = "UNWIND of maps, MATCH, MATCH, CREATE";

    private LoadBench() {}

    /** Writes the correlations of a new database. */
    private interface Way {
        void write(GraphConnection graph, Session session, RandomGraph edges, long[] nodes);
    }

    public static Rounds run(Workbench bench, Options options) throws IOException {
        int count = options.number("rounds", 2);
        int features = options.number("features", 65_536);
        int edges = options.number("edges", 1_000_000);
        int warmUp = options.number("warm-up", 200_000);
        options.nothingElse();
        if (warmUp > 0) {
            RandomGraph small = RandomGraph.of(features, warmUp);
            measure(bench, OURS, small, LoadBench::ours);
            measure(bench, PLAIN, small, LoadBench::plain);
        }
        RandomGraph graph = RandomGraph.of(features, edges);
        Rounds rounds = Rounds.alternate(
                count,
                List.of(
                        () -> List.of(measure(bench, OURS, graph, LoadBench::ours)),
                        () -> List.of(measure(bench, PLAIN, graph, LoadBench::plain))));
        bench.say(
                "%,d correlations between %,d features into Neo4j over Bolt, %d threads for database and client, medians of %d"
                        + " alternating rounds",
                edges, features, bench.threads(), count);
        Table table = new Table("", "relationships/s", "SteerGraph is");
        for (String side : List.of(OURS, PLAIN)) {
            table.row(
                    side,
                    String.format(Locale.ROOT, "%,.0f", rounds.rate(side)),
                    side.equals(OURS) ? "" : String.format(Locale.ROOT, "%.2fx", rounds.ratio(OURS, side)));
        }
        table.print(bench.out());
        return rounds;
    }

    private static Measurement measure(Workbench bench, String side, RandomGraph edges, Way way) throws IOException {
        Path home = bench.scratch("load");
        try (GraphConnection graph = GraphConnection.open(new Neo4jTarget.Embedded(home, 0));
                Session session = graph.driver().session(SessionConfig.forDatabase(graph.database()))) {
            Schema.createForNodes(session);
            long[] nodes = PlainLoad.features(session, edges);
            long start = System.nanoTime();
            way.write(graph, session, edges, nodes);
            double seconds = (System.nanoTime() - start) / 1e9;
            long found = session.run("MATCH (:Feature)-[c:CORRELATES]->(:Feature) RETURN count(c.cost) AS n")
                    .single()
                    .get("n")
                    .asLong();
            if (found != edges.size()) {
                throw new IllegalStateException(side + " wrote " + found + " of " + edges.size() + " correlations");
            }
            return new Measurement(side, edges.size(), seconds, 0, "");
        } finally {
            Workbench.delete(home);
        }
    }

    private static void ours(GraphConnection graph, Session session, RandomGraph edges, long[] nodes) {
        new EdgeWriter(graph.driver(), graph.database()).write(edges.edges(), new double[0][], nodes, more -> {});
        Schema.create(session);
    }

    private static void plain(GraphConnection graph, Session session, RandomGraph edges, long[] nodes) {
        Schema.create(session);
        List<Object> rows = new ArrayList<>();
        for (int e = 0; e < edges.size(); e++) {
            rows.add(PlainLoad.row(edges, e));
            if (rows.size() == PlainLoad.BATCH || e + 1 == edges.size()) {
                PlainLoad.write(session, rows);
                rows.clear();
            }
        }
    }
}
