package dev.steergraph.web.api.selection;

import dev.steergraph.web.api.feature.Feature;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is between features that a person has chosen. */
public final class Submatrices implements Resource {

    private record Correlation(
            String source,
            String target,
            double r,
            @Nullable Double mi,
            @Nullable Long n11,
            @Nullable Long documents,
            @Nullable Double decoderCosine) {}

    private record Effect(String source, String target, double effect, double se) {}

    private final Graph graph;
    private final FeatureFinder finder;

    public Submatrices(Graph graph, FeatureFinder finder) {
        this.graph = graph;
        this.finder = finder;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(
                        "/api/submatrix",
                        "submatrix",
                        "What is known of some features and between them, in an order that shows clusters",
                        this::between)
                .takesBody(ChosenFeatures.class)
                .answers(Submatrix.class)
                .cacheable(true));
    }

    private void between(Context ctx) {
        List<String> keys = Body.of(ctx, ChosenFeatures.class).keys();
        Map<String, Feature> known =
                finder.details(keys).stream().collect(Collectors.toMap(Feature::key, Function.identity()));
        List<String> missing =
                keys.stream().filter(key -> !known.containsKey(key)).toList();
        Arguments arguments = Arguments.of("keys", keys).with("limit", keys.size() * keys.size());
        List<Correlation> correlations = graph.rows("submatrix", arguments, Correlation.class);
        List<Feature> ordered =
                clustered(keys.stream().map(known::get).filter(Objects::nonNull).toList(), correlations);
        Map<String, Integer> places = places(ordered);
        ctx.json(new Submatrix(
                ordered,
                missing,
                correlations.stream()
                        .map(correlation -> entry(correlation, ordered, places))
                        .sorted(Comparator.comparingInt(Submatrix.Entry::a).thenComparingInt(Submatrix.Entry::b))
                        .toList(),
                graph.rows("submatrix-effects", arguments, Effect.class).stream()
                        .map(effect -> new Submatrix.Moved(
                                place(places, effect.source()),
                                place(places, effect.target()),
                                effect.effect(),
                                effect.se()))
                        .toList()));
    }

    /** The same features, those that correlate beside each other. */
    private static List<Feature> clustered(List<Feature> features, List<Correlation> correlations) {
        Map<String, Integer> places = places(features);
        double[][] distances = new double[features.size()][features.size()];
        for (int i = 0; i < distances.length; i++) {
            Arrays.fill(distances[i], 1);
            distances[i][i] = 0;
        }
        for (Correlation correlation : correlations) {
            int a = place(places, correlation.source());
            int b = place(places, correlation.target());
            distances[a][b] = distances[b][a] = 1 - Math.abs(correlation.r());
        }
        return AverageLinkage.of(distances).order().stream().map(features::get).toList();
    }

    private static Submatrix.Entry entry(Correlation found, List<Feature> features, Map<String, Integer> places) {
        int source = place(places, found.source());
        int target = place(places, found.target());
        return new Submatrix.Entry(
                Math.min(source, target),
                Math.max(source, target),
                found.r(),
                found.mi(),
                found.n11(),
                jaccard(
                        found.n11(),
                        features.get(source).rowsActive(),
                        features.get(target).rowsActive()),
                found.documents(),
                found.decoderCosine());
    }

    private static @Nullable Double jaccard(@Nullable Long both, @Nullable Long one, @Nullable Long other) {
        return both == null || one == null || other == null || one + other == both
                ? null
                : (double) both / (one + other - both);
    }

    private static Map<String, Integer> places(List<Feature> features) {
        Map<String, Integer> places = new HashMap<>();
        features.forEach(feature -> places.put(feature.key(), places.size()));
        return places;
    }

    private static int place(Map<String, Integer> places, String key) {
        return Objects.requireNonNull(places.get(key), key);
    }
}
