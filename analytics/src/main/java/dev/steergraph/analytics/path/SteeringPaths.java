package dev.steergraph.analytics.path;

import dev.steergraph.core.table.EdgeWeight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The best steering paths to a feature from another, or from any of several: those with the largest product of what their hops are worth. */
public final class SteeringPaths {

    private SteeringPaths() {}

    /**
     * The k best simple paths, best first. Paths of equal product (to 2^-36 of its logarithm per hop) are ordered by fewer
     * hops, then by the depths and keys of their features, so the answer depends on nothing but the graph and the query.
     *
     * @return at most {@code q.k()} paths; none if the last feature cannot be reached, as when it lies less deep
     * @throws UserError if the graph lacks a feature that the query names
     */
    public static List<SteeringPath> kBest(SteeringGraph g, PathQuery q) {
        Corridor corridor = Corridor.of(g, q);
        List<SteeringPath> paths = new ArrayList<>();
        for (Route route : new BestRoutes(corridor).first(q.k())) {
            paths.add(path(g, route));
        }
        return List.copyOf(paths);
    }

    private static SteeringPath path(SteeringGraph g, Route route) {
        List<String> keys = new ArrayList<>();
        List<Hop> hops = new ArrayList<>();
        List<PathStep> steps = new ArrayList<>();
        double product = 1;
        int sign = 1;
        keys.add(g.key(route.nodes()[0]));
        for (int i = 0; i < route.arcs().length; i++) {
            Hop hop = g.hop(route.nodes()[i], route.arcs()[i]);
            keys.add(hop.targetKey());
            hops.add(hop);
            product *= Math.min(1, g.measure().worth(hop.r()));
            sign *= EdgeWeight.sign(hop.r());
            // Of effects no regression can be made: each is of another strength of its own source.
            double first = g.measure().directed() ? Double.NaN : g.sd(route.nodes()[0]);
            steps.add(new PathStep(product, sign, gain(sign * product, first, g.sd(route.nodes()[i + 1]))));
        }
        return new SteeringPath(keys, hops, product, sign, steps);
    }

    private static @Nullable Double gain(double signedProduct, double first, double here) {
        double gain = signedProduct * here / first;
        return Double.isFinite(gain) ? gain : null;
    }
}
