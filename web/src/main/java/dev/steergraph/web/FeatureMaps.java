package dev.steergraph.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        List<Map<String, Object>> sets = new ArrayList<>();
        List<Integer> set = new ArrayList<>(rows.size());
        Map<String, Object> last = null;
        for (Map<String, Object> row : rows) {
            Map<String, Object> of = Map.of("layer", row.get("layer"), "sae", row.get("sae"));
            if (!of.equals(last)) {
                sets.add(of);
                last = of;
            }
            set.add(sets.size() - 1);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("run", map.get("run"));
        body.put("model", map.get("model"));
        body.put("total", map.get("total"));
        body.put("truncated", (Long) map.get("total") > rows.size());
        body.put("nearest", map.get("nearest"));
        body.put("random", map.get("random"));
        body.put("sets", sets);
        body.put("set", set);
        for (String column : List.of("index", "community")) {
            body.put(column, column(rows, row -> row.get(column)));
        }
        // Three digits place a point to a fraction of a pixel; more would only be sent and thrown away.
        for (String column : List.of("x", "y")) {
            body.put(column, column(rows, row -> Math.round((Double) row.get(column) * 1e3) / 1e3));
        }
        body.put("density", column(rows, row -> ((Double) row.get("density")).floatValue()));
        return body;
    }

    private static List<Object> column(List<Map<String, Object>> rows, Function<Map<String, Object>, Object> value) {
        List<Object> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }
}
