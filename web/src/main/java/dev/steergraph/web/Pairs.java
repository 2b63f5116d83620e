package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.Map;

/** The strongest correlations between layers. */
final class Pairs {

    private final Graph graph;
    private final Runs runs;

    Pairs(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/pairs?model&run&sign&limit}; sign is positive unless it is negative */
    void strongest(Context ctx) {
        int sign = Query.sign(ctx) < 0 ? -1 : 1;
        int limit = Query.integer(ctx, "limit", 10, 1, 100);
        ctx.json(graph.page("pairs", Map.of("run", runs.of(ctx).id(), "sign", sign), limit));
    }
}
