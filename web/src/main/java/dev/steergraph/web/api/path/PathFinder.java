package dev.steergraph.web.api.path;

import dev.steergraph.analytics.path.PathMeasure;
import dev.steergraph.analytics.path.PathQuery;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.analytics.path.SteeringPaths;
import dev.steergraph.core.UserError;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.api.run.Run;
import java.util.List;

/** Searches the best steering paths between two features. */
public final class PathFinder {

    public static final int MAX_PATHS = 100;
    public static final int DEFAULT_PATHS = 10;
    public static final int MAX_HOPS = 12;
    public static final int DEFAULT_HOPS = 6;

    /**
     * @param from a feature's address, as a person writes it
     * @param to another's
     * @param k how many paths
     * @param maxHops how many hops each has at most
     * @param minAbsR correlations with a smaller |r|, or effects that are worth less, do not count
     * @param by what the hops are
     */
    public record Request(String from, String to, int k, int maxHops, double minAbsR, PathMeasure by) {}

    /**
     * @param from the first feature's key
     * @param to the last one's
     * @param paths the best first
     */
    public record Found(String from, String to, List<SteeringPath> paths) {}

    private final FeatureFinder features;
    private final SteeringGraphs graphs;

    public PathFinder(FeatureFinder features, SteeringGraphs graphs) {
        this.features = features;
        this.graphs = graphs;
    }

    /** @throws UserError if the two are one feature */
    public Found find(Run run, Request request) {
        String from = features.key(run, request.from());
        String to = features.key(run, request.to());
        if (from.equals(to)) {
            throw new UserError("a path needs two features; " + request.to() + " is both its ends");
        }
        PathQuery query = PathQuery.between(from, to, request.k())
                .withMaxHops(request.maxHops())
                .withMinAbsR(request.minAbsR());
        return new Found(from, to, SteeringPaths.kBest(graphs.of(run, request.by()), query));
    }
}
