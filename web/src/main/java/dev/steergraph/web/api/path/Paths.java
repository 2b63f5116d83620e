package dev.steergraph.web.api.path;

import dev.steergraph.analytics.path.Hop;
import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.web.api.feature.Feature;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The best steering paths between two features. */
public final class Paths implements Resource {

    private static final Parameter<String> FROM = Parameter.text("from", "A feature's address");
    private static final Parameter<String> TO = Parameter.text("to", "A feature's address");
    private static final Parameter<Integer> K =
            Parameter.integer("k", "How many", 1, PathFinder.MAX_PATHS).withDefault(PathFinder.DEFAULT_PATHS);
    private static final Parameter<Integer> MAX_HOPS = Parameter.integer(
                    "maxHops", "How many hops at most", 1, PathFinder.MAX_HOPS)
            .withDefault(PathFinder.DEFAULT_HOPS);

    private static final Parameter<PathMeasure> BY = Parameter.choice(
                    "by",
                    "Along correlations, or along measured effects in their direction",
                    List.of(PathMeasure.values()))
            .withDefault(PathMeasure.R);

    /** The paths, the best first, and the features on them. */
    record FoundPaths(String from, String to, List<Path> items, int total, boolean truncated, List<Feature> features) {}

    /** One path, by the keys of its features. */
    record Path(
            @Schema(description = "Product of |r|; by effect, of the hyperbolic tangents of |effect|")
            double product,

            @Schema(description = "Product of the signs") Sign sign,
            List<String> keys,

            @Schema(
                    description = "How much more the last feature is active if the first one is by one, as the"
                            + " correlations have it; null if the graph does not know the features' deviations")
            @Nullable
            Double gain,

            List<PathHop> hops) {}

    /** A correlation of a path, or an effect. */
    record PathHop(
            String source,
            String target,

            @Schema(description = "Null in paths by effect") @Nullable
            Double r,

            @Nullable Double mi,

            @Schema(description = "In standard deviations of the target; null in paths by r") @Nullable
            Double effect,

            @Schema(description = "The effect by its standard error; null as above") @Nullable
            Double z) {}

    private final RunFinder runs;
    private final FeatureFinder features;
    private final PathFinder paths;

    public Paths(RunFinder runs, FeatureFinder features, PathFinder paths) {
        this.runs = runs;
        this.features = features;
        this.paths = paths;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/paths", "paths", "The k best paths between two features", this::between)
                .takes(Parameters.MODEL, Parameters.RUN, FROM, TO, K, MAX_HOPS, Parameters.MIN_ABS_R, BY)
                .answers(FoundPaths.class)
                .refuses(404));
    }

    private void between(Context ctx) {
        int k = K.of(ctx);
        int maxHops = MAX_HOPS.of(ctx);
        double minAbsR = Parameters.MIN_ABS_R.of(ctx);
        PathMeasure by = BY.of(ctx);
        Run run = runs.of(ctx);
        PathFinder.Found found =
                paths.find(run, new PathFinder.Request(FROM.of(ctx), TO.of(ctx), k, maxHops, minAbsR, by));
        List<String> keys = Stream.concat(
                        Stream.of(found.from(), found.to()),
                        found.paths().stream().flatMap(path -> path.keys().stream()))
                .distinct()
                .toList();
        List<Path> items = found.paths().stream().map(path -> path(path, by)).toList();
        ctx.json(new FoundPaths(
                found.from(), found.to(), items, items.size(), items.size() == k, features.details(keys)));
    }

    private static Path path(SteeringPath path, PathMeasure by) {
        return new Path(
                path.product(),
                Sign.of(path.sign()),
                path.keys(),
                path.gain(),
                path.hops().stream().map(hop -> hop(hop, by)).toList());
    }

    private static PathHop hop(Hop hop, PathMeasure by) {
        Double second = Double.isNaN(hop.mi()) ? null : hop.mi();
        return by == PathMeasure.R
                ? new PathHop(hop.sourceKey(), hop.targetKey(), hop.r(), second, null, null)
                : new PathHop(hop.sourceKey(), hop.targetKey(), null, null, hop.r(), second);
    }
}
