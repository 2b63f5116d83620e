package dev.steergraph.web.api.feature;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Place;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The features of a run, and those among them that a person looks for. */
public final class FeatureSearch implements Resource {

    private static final Parameter<Optional<String>> Q =
            Parameter.text("q", "What was typed").optional();
    private static final PlaceParameters PLACE = PlaceParameters.LISTED;
    private static final Parameter<Integer> LIMIT = Parameters.limit(50, 200);

    private final FeatureFinder features;
    private final RunFinder runs;

    public FeatureSearch(FeatureFinder features, RunFinder runs) {
        this.features = features;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                        "/api/features",
                        "features",
                        "Features by address, or by the words of their labels, explanations and top tokens",
                        this::search)
                .takes(
                        Parameters.MODEL,
                        Parameters.RUN,
                        Q,
                        PLACE.layer(),
                        PLACE.site(),
                        PLACE.set(),
                        LIMIT,
                        Parameters.CURSOR)
                .answersPageOf(Feature.class)
                .refuses(404));
    }

    private void search(Context ctx) {
        Run run = runs.of(ctx);
        int limit = LIMIT.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        Place place = PLACE.of(ctx);
        Optional<String> typed = Q.of(ctx);
        Page<Feature> page = typed.isPresent()
                ? features.find(run, typed.get(), place, limit, skip)
                : features.all(run, place, limit, skip);
        ctx.json(page);
    }
}
