package dev.steergraph.web.api.path;

import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.SteeringGraph;
import dev.steergraph.core.id.RunId;
import dev.steergraph.web.api.run.Fingerprint;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Database;
import dev.steergraph.web.graph.Graph;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the graphs of the runs searched last in memory, each until its run is loaded again or correlations or effects come or go. */
public final class SteeringGraphs {

    private static final int MAX_GRAPHS = 2;

    /** A whole run takes longer than any other query, and is read once. */
    private static final int TIMEOUT_FACTOR = 10;

    private record Key(String run, PathMeasure measure) {}

    private record Cached(Fingerprint fingerprint, SteeringGraph graph) {}

    private final Database database;
    private final Graph queries;
    private final Map<Key, Cached> cache = new LinkedHashMap<>(MAX_GRAPHS, 0.75f, true);

    public SteeringGraphs(Database database, Graph queries) {
        this.database = database;
        this.queries = queries;
    }

    /** One at a time: two requests for the same graph must not read it twice. */
    synchronized SteeringGraph of(Run run, PathMeasure measure) {
        Fingerprint fingerprint = Fingerprint.of(queries, run);
        Key key = new Key(run.id(), measure);
        Cached known = cache.get(key);
        if (known != null && known.fingerprint().equals(fingerprint)) {
            return known.graph();
        }
        cache.remove(key);
        if (cache.size() == MAX_GRAPHS) {
            cache.remove(cache.keySet().iterator().next());
        }
        SteeringGraph graph = SteeringGraph.read(
                database.driver(),
                database.name(),
                new RunId(run.id()),
                measure,
                database.queryTimeout().multipliedBy(TIMEOUT_FACTOR));
        cache.put(key, new Cached(fingerprint, graph));
        return graph;
    }
}
