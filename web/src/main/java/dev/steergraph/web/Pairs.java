package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** The strongest correlations between layers, or behind one cell of a heatmap. */
final class Pairs {

    private final Graph graph;
    private final Runs runs;
    private final PairCounts counts;

    Pairs(Graph graph, Runs runs, PairCounts counts) {
        this.graph = graph;
        this.runs = runs;
        this.counts = counts;
    }

    /** {@code GET /api/pairs?model&run&sign&limit&cursor&la&lb&a&b}; sign is positive unless given */
    void strongest(Context ctx) {
        int sign = ctx.queryParam("sign") == null ? 1 : Query.sign(ctx);
        int limit = Query.integer(ctx, "limit", 10, 1, 100);
        int skip = Cursor.of(ctx);
        Integer la = Query.optionalInteger(ctx, "la", 0, 9_999).orElse(null);
        Integer lb = Query.optionalInteger(ctx, "lb", 0, 9_999).orElse(null);
        Integer a = Query.optionalInteger(ctx, "a", 0, Integer.MAX_VALUE).orElse(null);
        Integer b = Query.optionalInteger(ctx, "b", 0, Integer.MAX_VALUE).orElse(null);
        Run run = runs.of(ctx);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("run", run.id());
        parameters.put("sign", sign);
        parameters.put("la", la);
        parameters.put("lb", lb);
        if (a != null || b != null) {
            parameters.put("a", a);
            parameters.put("b", b);
            ctx.json(graph.page("pairs-of-communities", parameters, limit, skip));
        } else {
            ctx.json(graph.page("pairs", parameters, limit, skip, counts.of(run, sign, la, lb)));
        }
    }
}
