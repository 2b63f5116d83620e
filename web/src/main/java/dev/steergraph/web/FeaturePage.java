package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One feature: its numbers, the texts where it fires most, and its strongest correlates of either sign. */
final class FeaturePage {

    private static final int MOST = 200;

    private final Graph graph;
    private final Features features;

    FeaturePage(Graph graph, Features features) {
        this.graph = graph;
        this.features = features;
    }

    /** {@code GET /api/feature/{model}/{source}/{index}?run&contexts&correlates} */
    void show(Context ctx) {
        int contexts = Query.integer(ctx, "contexts", 20, 1, MOST);
        int correlates = Query.integer(ctx, "correlates", 12, 1, MOST);
        String key = features.key(ctx);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("feature", features.details(List.of(key)).items().get(0));
        body.put("contexts", graph.page("contexts", Map.of("key", key), contexts));
        body.put("activations", activations(key));
        body.put("positive", graph.page("correlates", Map.of("key", key, "sign", 1), correlates));
        body.put("negative", graph.page("correlates", Map.of("key", key, "sign", -1), correlates));
        ctx.json(body);
    }

    /** Two bins to each power of two, as they were counted; none if the graph does not know. */
    private List<Map<String, Object>> activations(String key) {
        List<Map<String, Object>> bins = new ArrayList<>();
        graph.row("activations", Map.of("key", key)).ifPresent(row -> {
            double from = (Double) row.get("from");
            for (Object count : (List<?>) row.get("counts")) {
                double to = from == Math.scalb(1.0, Math.getExponent(from)) ? from * 1.5 : from / 1.5 * 2;
                Map<String, Object> bin = new LinkedHashMap<>();
                bin.put("from", from);
                bin.put("to", to);
                bin.put("count", count);
                bins.add(bin);
                from = to;
            }
        });
        return bins;
    }
}
