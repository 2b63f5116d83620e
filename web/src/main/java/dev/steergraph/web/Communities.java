package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The communities of a run, and the members of one. */
final class Communities {

    private static final int MOST = 500;

    private final Graph graph;
    private final Runs runs;

    Communities(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/communities?model&run&limit} */
    void list(Context ctx) {
        ctx.json(find(runs.of(ctx), null, Query.integer(ctx, "limit", 100, 1, MOST)));
    }

    /** {@code GET /api/community/{model}/{number}?run&layer&limit} */
    void show(Context ctx) {
        int number = Query.integer("community", ctx.pathParam("number"), 0, Integer.MAX_VALUE);
        int limit = Query.integer(ctx, "limit", 100, 1, MOST);
        Integer layer = Query.optionalInteger(ctx, "layer", 0, 9_999).orElse(null);
        Run run = runs.of(ctx, ctx.pathParam("model"));
        List<?> community = find(run, number, 1).items();
        if (community.isEmpty()) {
            throw Problem.notFound("run \"" + run.id() + "\" has no community " + number);
        }
        Map<String, Object> parameters = parameters(run, number);
        parameters.put("layer", layer);
        Page members = graph.page("members", parameters, limit);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("community", community.get(0));
        body.put("items", members.items());
        body.put("total", members.total());
        body.put("truncated", members.truncated());
        ctx.json(body);
    }

    private Page find(Run run, Integer number, int limit) {
        return graph.page("communities", parameters(run, number), limit);
    }

    private static Map<String, Object> parameters(Run run, Integer number) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("run", run.id());
        parameters.put("number", number);
        return parameters;
    }
}
