package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** The strongest correlations between layers, or behind one cell of a heatmap. */
final class Pairs {

    private final Graph graph;
    private final Runs runs;

    Pairs(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/pairs?model&run&sign&limit&cursor&la&lb&a&b}; sign is positive unless given */
    void strongest(Context ctx) {
        int sign = ctx.queryParam("sign") == null ? 1 : Query.sign(ctx);
        int limit = Query.integer(ctx, "limit", 10, 1, 100);
        Map<String, Object> parameters = new HashMap<>();
        for (String layer : new String[] {"la", "lb"}) {
            parameters.put(layer, Query.optionalInteger(ctx, layer, 0, 9_999).orElse(null));
        }
        for (String community : new String[] {"a", "b"}) {
            parameters.put(
                    community,
                    Query.optionalInteger(ctx, community, 0, Integer.MAX_VALUE).orElse(null));
        }
        parameters.put("run", runs.of(ctx).id());
        parameters.put("sign", sign);
        ctx.json(graph.page("pairs", parameters, limit, Cursor.of(ctx)));
    }
}
