package dev.steergraph.web.api.feature;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.PlaceParameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The features of a run, and those among them that a person looks for. */
public final class FeatureSearch implements Resource {

    private static final Parameter<Optional<String>> Q = Parameter.text(
                    "q",
                    "What was typed: an address, or words, with operators such as layer:3-5, site:mlp_out, set:NAME,"
                            + " density:<1%, community:7, category:noun.animal")
            .optional();
    private static final Parameter<Boolean> TEXTS = Parameter.flag(
                    "texts",
                    "Whether words are also looked for in the texts in which features fire, the 2,000 that match best")
            .withDefault(true);
    private static final Parameter<FeatureOrder> SORT = Parameter.choice(
                    "sort", "By what they are sorted", List.of(FeatureOrder.values()))
            .withDefault(FeatureOrder.MATCH);
    private static final Parameter<Boolean> DESCENDING = Parameter.flag(
                    "descending", "Whether the largest come first; of match the best always do")
            .withDefault(true);
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
                        "Features by address, by words of their labels, explanations, top tokens and texts, and by what is known of them",
                        this::search)
                .takes(
                        Parameters.MODEL,
                        Parameters.RUN,
                        Q,
                        PLACE.layer(),
                        PLACE.site(),
                        PLACE.set(),
                        TEXTS,
                        SORT,
                        DESCENDING,
                        LIMIT,
                        Parameters.CURSOR)
                .answersPageOf(Feature.class)
                .refuses(404));
    }

    private void search(Context ctx) {
        Run run = runs.of(ctx);
        FeatureFinder.Slice slice = new FeatureFinder.Slice(
                TEXTS.of(ctx), SORT.of(ctx), DESCENDING.of(ctx), LIMIT.of(ctx), Parameters.CURSOR.of(ctx));
        ctx.json(features.find(run, Q.of(ctx).orElse(""), PLACE.of(ctx), slice));
    }
}
