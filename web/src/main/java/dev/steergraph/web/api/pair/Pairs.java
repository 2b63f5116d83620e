package dev.steergraph.web.api.pair;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The strongest correlations between layers or sites, or behind one cell of a heatmap. */
public final class Pairs implements Resource {

    private static final Parameter<Integer> LIMIT = Parameters.limit(10, 100);
    private static final PlaceParameters PLACE_A = new PlaceParameters(
            Parameters.layer("la", "The lower feature's layer; the same as lb for pairs within it"),
            PlaceParameters.site("siteA", "The site of the feature in la"),
            PlaceParameters.set("setA", "The set of the feature in la"));
    private static final PlaceParameters PLACE_B = new PlaceParameters(
            Parameters.layer("lb", "The upper feature's layer"),
            PlaceParameters.site("siteB", "The site of the feature in lb"),
            PlaceParameters.set("setB", "The set of the feature in lb"));
    private static final Parameter<Optional<Integer>> A =
            Parameters.community("a", "The community of the feature in la").optional();
    private static final Parameter<Optional<Integer>> B =
            Parameters.community("b", "The community of the feature in lb").optional();

    private final Graph graph;
    private final RunFinder runs;
    private final PairCounts counts;

    public Pairs(Graph graph, RunFinder runs, PairCounts counts) {
        this.graph = graph;
        this.runs = runs;
        this.counts = counts;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/pairs",
                        "pairs",
                        "The strongest correlations between layers or sites, or behind one cell of a heatmap",
                        this::strongest)
                .takes(
                        Parameters.MODEL,
                        Parameters.RUN,
                        Parameters.SIGN,
                        PLACE_A.layer(),
                        PLACE_A.site(),
                        PLACE_A.set(),
                        PLACE_B.layer(),
                        PLACE_B.site(),
                        PLACE_B.set(),
                        A,
                        B,
                        LIMIT,
                        Parameters.CURSOR)
                .answersPageOf(Pair.class)
                .refuses(404));
    }

    private void strongest(Context ctx) {
        Sign sign = Parameters.SIGN.of(ctx);
        int limit = LIMIT.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        Places places = new Places(PLACE_A.of(ctx), PLACE_B.of(ctx));
        Optional<Integer> a = A.of(ctx);
        Optional<Integer> b = B.of(ctx);
        Run run = runs.of(ctx);
        Arguments arguments = places.of(run).with("sign", sign.value());
        Page<Pair> page = a.isPresent() || b.isPresent()
                ? graph.page("pairs-of-communities", arguments.with("a", a).with("b", b), limit, skip, Pair.class)
                : graph.page("pairs", arguments, limit, skip, counts.of(run, sign, places), Pair.class);
        ctx.json(page);
    }
}
