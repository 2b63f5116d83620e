package dev.steergraph.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parts of the graph for drawing: the neighbourhood of a feature, and the correlations within a set of features. */
final class Neighbours {

    static final int MOST_NODES = 1_500;
    static final int MOST_EDGES = 5_000;

    private static final int MOST_HOPS = 3;
    static final int LONGEST_KEY = 300;

    private final Graph graph;
    private final Features features;

    Neighbours(Graph graph, Features features) {
        this.graph = graph;
        this.features = features;
    }

    /** {@code GET /api/neighbours/{model}/{source}/{index}?run&hops&minAbsR&sign&limit&cursor}; a later page has its own features, with the edges among them and the seed */
    void around(Context ctx) {
        int hops = Query.integer(ctx, "hops", 1, 1, MOST_HOPS);
        int limit = Query.integer(ctx, "limit", 60, 2, MOST_NODES);
        double minAbsR = Query.fraction(ctx, "minAbsR", 0);
        int sign = Query.sign(ctx);
        String seed = features.key(ctx);
        int skip = Cursor.of(ctx);
        if (skip + limit > MOST_NODES) {
            throw new UserError("at most " + MOST_NODES + " features can be drawn; ask for a larger |r| instead");
        }
        Neighbourhood.Found all =
                new Neighbourhood(graph).find(new Neighbourhood.Request(seed, hops, minAbsR, sign, skip + limit));
        Neighbourhood.Found found = all.from(skip);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("seed", seed);
        body.put("items", features.details(found.keys()).items());
        body.put("order", found.keys());
        body.put("hops", found.hop());
        body.put("total", found.total());
        boolean more = found.total() > all.keys().size();
        body.put("truncated", more);
        body.put(
                "nextCursor",
                more && all.keys().size() < MOST_NODES ? Cursor.at(all.keys().size()) : null);
        List<String> drawn =
                Stream.concat(Stream.of(seed), found.keys().stream()).distinct().toList();
        body.put("edges", edges(drawn, minAbsR, sign));
        ctx.json(body);
    }

    /** {@code POST /api/subgraph} with a {@link Selection}. */
    void subgraph(Context ctx) {
        Selection selection = ctx.bodyAsClass(Selection.class);
        ctx.json(edges(selection.keys(), selection.minAbsR(), selection.sign()));
    }

    private Page edges(List<String> keys, double minAbsR, int sign) {
        return graph.page("subgraph", Map.of("keys", keys, "minAbsR", minAbsR, "sign", sign), MOST_EDGES)
                .withoutCursor();
    }

    /** A set of features by their keys, and which correlations between them count. */
    record Selection(
            @JsonProperty("keys") List<String> keys,
            @JsonProperty("minAbsR") double minAbsR,
            @JsonProperty("sign") int sign) {

        Selection {
            if (keys == null || keys.size() > MOST_NODES) {
                throw new UserError("keys must list at most " + MOST_NODES + " features");
            }
            if (keys.stream().anyMatch(key -> key == null || key.length() > LONGEST_KEY)) {
                throw new UserError("a feature's key has at most " + LONGEST_KEY + " characters");
            }
            if (!(minAbsR >= 0 && minAbsR <= 1) || Math.abs(sign) > 1) {
                throw new UserError("minAbsR must be 0 to 1, and sign -1, 0 or 1");
            }
            keys = List.copyOf(keys);
        }
    }
}
