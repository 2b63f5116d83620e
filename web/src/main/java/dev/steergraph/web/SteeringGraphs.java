package dev.steergraph.web;

import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.core.id.RunId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.neo4j.driver.Driver;

/** Keeps the graphs of the runs searched last in memory, each until its run is loaded again or correlations come or go. */
final class SteeringGraphs {

    private static final int MOST = 2;

    /** A whole run takes longer than any other question, and is read once. */
    private static final int WHOLE_GRAPH = 10;

    private record Kept(Map<String, Object> fingerprint, SteeringGraph graph) {}

    private final Driver driver;
    private final String database;
    private final Graph queries;
    private final Duration timeout;
    private final Map<String, Kept> kept = new LinkedHashMap<>(MOST, 0.75f, true);

    SteeringGraphs(Driver driver, String database, Graph queries, Duration queryTimeout) {
        this.driver = driver;
        this.database = database;
        this.queries = queries;
        this.timeout = queryTimeout.multipliedBy(WHOLE_GRAPH);
    }

    /** One at a time: two requests for the same graph must not read it twice. */
    synchronized SteeringGraph of(Run run) {
        Map<String, Object> fingerprint =
                queries.row("fingerprint", Map.of("run", run.id())).orElseThrow();
        Kept known = kept.get(run.id());
        if (known != null && known.fingerprint().equals(fingerprint)) {
            return known.graph();
        }
        kept.remove(run.id());
        if (kept.size() == MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        SteeringGraph graph = SteeringGraph.read(driver, database, new RunId(run.id()), timeout);
        kept.put(run.id(), new Kept(fingerprint, graph));
        return graph;
    }
}
