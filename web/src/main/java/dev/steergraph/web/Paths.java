package dev.steergraph.web;

import dev.steergraph.analytics.path.Hop;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The best steering paths between two features. */
final class Paths {

    private static final int MAX_PATHS = 100;
    private static final int MOST_HOPS = 12;

    private final Runs runs;
    private final Features features;
    private final SteeringGraphs graphs;

    Paths(Runs runs, Features features, SteeringGraphs graphs) {
        this.runs = runs;
        this.features = features;
        this.graphs = graphs;
    }

    /** {@code GET /api/paths?model&run&from&to&k&maxHops&minAbsR} */
    void between(Context ctx) {
        int k = Query.integer(ctx, "k", 10, 1, MAX_PATHS);
        int maxHops = Query.integer(ctx, "maxHops", 6, 1, MOST_HOPS);
        double minAbsR = Query.fraction(ctx, "minAbsR", 0);
        Run run = runs.of(ctx);
        String from = features.key(run, Query.required(ctx, "from"));
        String to = features.key(run, Query.required(ctx, "to"));
        if (from.equals(to)) {
            throw new UserError("a path needs two features; " + Query.required(ctx, "to") + " is both its ends");
        }
        List<SteeringPath> found = best(run, from, to, k, maxHops, minAbsR);
        List<String> keys = Stream.concat(Stream.of(from, to), found.stream().flatMap(p -> p.keys().stream()))
                .distinct()
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("from", from);
        body.put("to", to);
        body.put("items", found.stream().map(Paths::body).toList());
        body.put("total", found.size());
        body.put("truncated", found.size() == k);
        body.put("features", features.details(keys).items());
        ctx.json(body);
    }

    /** The best paths between two keys, best first. */
    List<SteeringPath> best(Run run, String from, String to, int k, int maxHops, double minAbsR) {
        return SteeringPaths.kBest(
                graphs.of(run),
                PathQuery.between(from, to, k).withMaxHops(maxHops).withMinAbsR(minAbsR));
    }

    private static Map<String, Object> body(SteeringPath path) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("product", path.product());
        body.put("sign", path.sign());
        body.put("keys", path.keys());
        body.put("gain", path.gain());
        body.put("hops", path.hops().stream().map(Paths::body).toList());
        return body;
    }

    private static Map<String, Object> body(Hop hop) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", hop.sourceKey());
        body.put("target", hop.targetKey());
        body.put("r", hop.r());
        body.put("mi", Double.isNaN(hop.mi()) ? null : hop.mi());
        return body;
    }
}
