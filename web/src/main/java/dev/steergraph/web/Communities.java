package dev.steergraph.web;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The communities of a run, the members of one, and two side by side. */
final class Communities {

    private static final int MOST = 500;

    private final Graph graph;
    private final Runs runs;

    Communities(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/communities?model&run&limit&cursor} */
    void list(Context ctx) {
        ctx.json(find(runs.of(ctx), null, Query.integer(ctx, "limit", 100, 1, MOST), Cursor.of(ctx)));
    }

    /** {@code GET /api/community/{model}/{number}?run&layer&limit&cursor} */
    void show(Context ctx) {
        int number = Query.integer("community", ctx.pathParam("number"), 0, Integer.MAX_VALUE);
        int limit = Query.integer(ctx, "limit", 100, 1, MOST);
        Integer layer = Query.optionalInteger(ctx, "layer", 0, 9_999).orElse(null);
        Run run = runs.of(ctx, ctx.pathParam("model"));
        Object community = one(run, number);
        Map<String, Object> parameters = parameters(run, number);
        parameters.put("layer", layer);
        Page members = graph.page("members", parameters, limit, Cursor.of(ctx));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("community", community);
        body.put("items", members.items());
        body.put("total", members.total());
        body.put("truncated", members.truncated());
        body.put("nextCursor", members.nextCursor());
        ctx.json(body);
    }

    /** {@code GET /api/communities/{a}/compare/{b}?model&run&limit} */
    void compare(Context ctx) {
        int a = Query.integer("community", ctx.pathParam("a"), 0, Integer.MAX_VALUE);
        int b = Query.integer("community", ctx.pathParam("b"), 0, Integer.MAX_VALUE);
        if (a == b) {
            throw new UserError("a comparison needs two communities; " + a + " is both");
        }
        int limit = Query.integer(ctx, "limit", 20, 1, 200);
        Run run = runs.of(ctx);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("a", one(run, a));
        body.put("b", one(run, b));
        Map<String, Object> parameters = Map.of("run", run.id(), "a", a, "b", b, "limit", limit);
        List<Map<String, Object>> joined = graph.rows("compare-edges", parameters);
        Page page = graph.pageOf(joined, 0);
        long positive = joined.isEmpty() ? 0 : (Long) joined.get(0).get("positive");
        Map<String, Object> edges = new LinkedHashMap<>();
        edges.put("items", page.items());
        edges.put("total", page.total());
        edges.put("truncated", page.truncated());
        edges.put("positive", positive);
        edges.put("negative", page.total() - positive);
        body.put("edges", edges);
        Page shared = graph.page("compare-shared", parameters, limit);
        body.put("shared", Map.of("items", shared.items(), "total", shared.total(), "truncated", shared.truncated()));
        ctx.json(body);
    }

    private Object one(Run run, int number) {
        List<?> found = find(run, number, 1, 0).items();
        if (found.isEmpty()) {
            throw Problem.notFound("run \"" + run.id() + "\" has no community " + number);
        }
        return found.get(0);
    }

    private Page find(Run run, Integer number, int limit, int skip) {
        return graph.page("communities", parameters(run, number), limit, skip);
    }

    private static Map<String, Object> parameters(Run run, Integer number) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("run", run.id());
        parameters.put("number", number);
        return parameters;
    }
}
