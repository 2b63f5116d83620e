package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Cursor;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts of the graph for drawing: the neighbourhood of a feature, and the correlations within a set of features. */
public final class Neighbours implements Resource {

    private static final int MAX_NODES = FeatureKeys.MAX_KEYS;
    private static final int MAX_EDGES = 5_000;

    private static final Parameter<Integer> HOPS =
            Parameter.integer("hops", "How far", 1, 3).withDefault(1);
    private static final Parameter<Integer> LIMIT = Parameter.integer(
                    "limit", "How many features at most, with the seed", 2, MAX_NODES)
            .withDefault(60);

    /** The features nearest to a seed. A later page has its own features, with the edges among them and the seed. */
    record NearestFeatures(
            String seed,
            List<Feature> items,

            @Schema(description = "The keys of the items, nearest first")
            List<String> order,

            @Schema(description = "By key, how many hops away")
            Map<String, Integer> hops,

            long total,
            boolean truncated,
            @Nullable String nextCursor,
            Page<Edge> edges) {}

    /** A set of features by their keys, and which correlations between them count. */
    record Selected(
            @Schema(maxItems = FeatureKeys.MAX_KEYS, maxLength = FeatureKeys.MAX_LENGTH)
            List<String> keys,

            @Schema(minimum = 0, maximum = 1, defaultValue = "0")
            double minAbsR,

            @Schema(defaultValue = "\"any\"") @Nullable Sign sign) {

        Selected {
            keys = FeatureKeys.check("keys", keys);
            if (!(minAbsR >= 0 && minAbsR <= 1)) {
                throw new UserError("minAbsR must be a number from 0 to 1");
            }
        }

        Sign signOrAny() {
            return sign == null ? Sign.ANY : sign;
        }
    }

    private final Graph graph;
    private final FeatureFinder features;

    public Neighbours(Graph graph, FeatureFinder features) {
        this.graph = graph;
        this.features = features;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/features/{source}/{index}/neighbours",
                                "neighbours",
                                "The features nearest to one, by product of |r|",
                                this::around)
                        .takes(
                                Parameters.SOURCE,
                                Parameters.INDEX,
                                Parameters.MODEL,
                                Parameters.RUN,
                                HOPS,
                                Parameters.MIN_ABS_R,
                                Parameters.SIGN,
                                LIMIT,
                                Parameters.CURSOR)
                        .answers(NearestFeatures.class)
                        .refuses(404),
                Route.post("/api/subgraph", "subgraph", "The correlations among a set of features", this::subgraph)
                        .takesBody(Selected.class)
                        .answersPageOf(Edge.class)
                        .cacheable(true));
    }

    private void around(Context ctx) {
        int hops = HOPS.of(ctx);
        int limit = LIMIT.of(ctx);
        double minAbsR = Parameters.MIN_ABS_R.of(ctx);
        Sign sign = Parameters.SIGN.of(ctx);
        String seed = features.of(ctx).key();
        int skip = Parameters.CURSOR.of(ctx);
        if (skip + limit > MAX_NODES) {
            throw new UserError("at most " + MAX_NODES + " features can be drawn; ask for a larger |r| instead");
        }
        Neighbourhood.Found all =
                new Neighbourhood(graph).find(new Neighbourhood.Request(seed, hops, minAbsR, sign, skip + limit));
        Neighbourhood.Found found = all.from(skip);
        List<String> drawn =
                Stream.concat(Stream.of(seed), found.keys().stream()).distinct().toList();
        int reached = all.keys().size();
        boolean more = found.total() > reached;
        ctx.json(new NearestFeatures(
                seed,
                features.details(found.keys()),
                found.keys(),
                found.hop(),
                found.total(),
                more,
                more && reached < MAX_NODES ? Cursor.at(reached) : null,
                edges(drawn, minAbsR, sign)));
    }

    private void subgraph(Context ctx) {
        Selected selected = Body.of(ctx, Selected.class);
        ctx.json(edges(selected.keys(), selected.minAbsR(), selected.signOrAny()));
    }

    private Page<Edge> edges(List<String> keys, double minAbsR, Sign sign) {
        Arguments arguments =
                Arguments.of("keys", keys).with("minAbsR", minAbsR).with("sign", sign.value());
        return graph.page("subgraph", arguments, MAX_EDGES, Edge.class).withoutCursor();
    }
}
