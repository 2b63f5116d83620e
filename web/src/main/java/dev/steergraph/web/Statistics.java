package dev.steergraph.web;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Correlations between two layers by community, and distributions of numbers, as the graph holds them. */
final class Statistics {

    private static final int MOST_CELLS = 50_000;

    private final Graph graph;
    private final Runs runs;

    Statistics(Graph graph, Runs runs) {
        this.graph = graph;
        this.runs = runs;
    }

    /** {@code GET /api/stats/heatmap?model&run&la&lb&metric&size&format} */
    void heatmap(Context ctx) {
        int la = Query.integer("la", Query.required(ctx, "la"), 0, 9_999);
        int lb = Query.integer("lb", Query.required(ctx, "lb"), 0, 9_999);
        int size = Query.integer(ctx, "size", 30, 1, 100);
        String metric = metric(ctx, Set.of("r", "mi"));
        HeatmapFile format = HeatmapFile.of(ctx);
        String run = runs.of(ctx).id();
        List<Map<String, Object>> rows = largest(run, la, size);
        List<Map<String, Object>> columns = largest(run, lb, size);
        Set<Object> shownRows = communities(rows);
        Set<Object> shownColumns = communities(columns);
        long total = 0;
        long shown = 0;
        List<Map<String, Object>> cells = new ArrayList<>();
        for (Map<String, Object> cell :
                graph.rows("heatmap", Map.of("run", run, "la", la, "lb", lb, "metric", metric, "limit", MOST_CELLS))) {
            total += (Long) cell.get("pairs");
            if (shownRows.contains(cell.get("a")) && shownColumns.contains(cell.get("b"))) {
                shown += (Long) cell.get("pairs");
                cells.add(cell);
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("la", la);
        body.put("lb", lb);
        body.put("metric", metric);
        body.put("rows", rows);
        body.put("columns", columns);
        body.put("cells", cells);
        body.put("total", total);
        body.put("truncated", total > shown);
        format.send(ctx, body, "steergraph-" + run + "-layers-" + la + "-" + lb + "-" + metric);
    }

    /** {@code GET /api/stats/histogram?model&run&metric&bins} */
    void histogram(Context ctx) {
        int bins = Query.integer(ctx, "bins", 40, 2, 200);
        String metric = metric(ctx, Set.of("r", "mi", "density"));
        String query = metric.equals("density") ? "histogram-features" : "histogram-edges";
        List<Map<String, Object>> rows =
                graph.rows(query, Map.of("run", runs.of(ctx).id(), "metric", metric, "bins", bins));
        long[] counts = new long[bins];
        long total = 0;
        for (Map<String, Object> row : rows) {
            counts[((Long) row.get("bin")).intValue()] = (Long) row.get("count");
            total += (Long) row.get("count");
        }
        List<Map<String, Object>> items = new ArrayList<>();
        if (!rows.isEmpty()) {
            double low = (Double) rows.get(0).get("low");
            double width = ((Double) rows.get(0).get("high") - low) / bins;
            for (int bin = 0; bin < bins; bin++) {
                items.add(Map.of("from", low + bin * width, "to", low + (bin + 1) * width, "count", counts[bin]));
            }
        }
        ctx.json(Map.of("metric", metric, "bins", items, "total", total));
    }

    private List<Map<String, Object>> largest(String run, int layer, int size) {
        return graph.rows("heatmap-communities", Map.of("run", run, "layer", layer, "limit", size));
    }

    private static Set<Object> communities(List<Map<String, Object>> rows) {
        Set<Object> communities = new HashSet<>();
        rows.forEach(row -> communities.add(row.get("community")));
        return communities;
    }

    private static String metric(Context ctx, Set<String> known) {
        String metric = Query.text(ctx, "metric").orElse("r");
        if (!known.contains(metric)) {
            throw new UserError("metric must be one of "
                    + String.join(", ", known.stream().sorted().toList()) + ", not " + metric);
        }
        return metric;
    }
}
