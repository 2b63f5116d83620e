package dev.steergraph.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Every feature of a run at its place on the map, column by column. The answer for the run asked for last is kept, as text,
 * until the run or its map changes: 65,536 rows take the database longer than a person likes to wait.
 */
final class FeatureMaps {

    private static final int MOST = 200_000;

    private record Kept(Map<String, Object> of, byte[] json) {}

    private final Graph graph;
    private Kept kept;

    FeatureMaps(Graph graph) {
        this.graph = graph;
    }

    /** {@code GET /api/runs/{run}/map} */
    void show(Context ctx) {
        String run = Runs.id(ctx);
        Map<String, Object> map = graph.row("map-run", Map.of("run", run))
                .orElseThrow(() ->
                        Problem.notFound("the graph holds no run \"" + run + "\"; the start page lists what it holds"));
        ctx.contentType("application/json").result(json(ctx, map));
    }

    /** One at a time: two requests for the same map must not read it twice. */
    private synchronized byte[] json(Context ctx, Map<String, Object> map) {
        if (kept == null || !kept.of().equals(map)) {
            byte[] json = ctx.jsonMapper().toJsonString(body(map), Map.class).getBytes(StandardCharsets.UTF_8);
            kept = new Kept(map, json);
        }
        return kept.json();
    }

    private Map<String, Object> body(Map<String, Object> map) {
        List<Map<String, Object>> rows = graph.rows("map", Map.of("run", map.get("run"), "limit", MOST));
        List<Object> sets = new ArrayList<>();
        List<Object> set = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            set.addAll(Collections.nCopies(((List<?>) row.get("index")).size(), sets.size()));
            sets.add(Map.of("layer", row.get("layer"), "sae", row.get("sae")));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        for (String name : List.of("run", "model", "total", "nearest", "random", "isolated")) {
            body.put(name, map.get(name));
        }
        body.put("truncated", (Long) map.get("total") > set.size());
        body.put("sets", sets);
        body.put("set", set);
        body.put("index", column(rows, "index", value -> value));
        body.put("community", column(rows, "community", value -> value));
        // Three digits place a point to a fraction of a pixel; more would only be sent and thrown away.
        body.put("x", column(rows, "x", x -> Math.round((Double) x * 1e3) / 1e3));
        body.put("y", column(rows, "y", y -> Math.round((Double) y * 1e3) / 1e3));
        body.put("density", column(rows, "density", density -> ((Double) density).floatValue()));
        return body;
    }

    private static List<Object> column(List<Map<String, Object>> rows, String name, Function<Object, Object> value) {
        List<Object> column = new ArrayList<>();
        rows.forEach(row -> ((List<?>) row.get(name)).forEach(of -> column.add(value.apply(of))));
        return column;
    }
}
