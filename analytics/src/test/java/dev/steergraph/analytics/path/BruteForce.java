package dev.steergraph.analytics.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every simple path that a query allows, by plain enumeration over the lists, in the order that is promised. */
final class BruteForce {

    private final List<FeatureNode> features;
    private final List<Hop> hops;
    private final PathQuery query;
    private final PathMeasure measure;
    private final List<Found> found = new ArrayList<>();

    record Found(List<FeatureNode> nodes, long cost, double product, int sign) {
        List<String> keys() {
            return nodes.stream().map(FeatureNode::key).toList();
        }
    }

    private BruteForce(List<FeatureNode> features, List<Hop> hops, PathQuery query, PathMeasure measure) {
        this.features = features;
        this.hops = hops;
        this.query = query;
        this.measure = measure;
    }

    static List<Found> paths(List<FeatureNode> features, List<Hop> hops, PathQuery query) {
        return paths(features, hops, query, PathMeasure.R);
    }

    static List<Found> paths(List<FeatureNode> features, List<Hop> hops, PathQuery query, PathMeasure measure) {
        BruteForce search = new BruteForce(features, hops, query, measure);
        for (String from : query.fromKeys()) {
            search.walk(List.of(search.feature(from)), 0, 1, 1);
        }
        search.found.sort(Comparator.comparingLong(Found::cost)
                .thenComparingInt(f -> f.nodes.size())
                .thenComparing(Found::nodes, BruteForce::compareNodes));
        return search.found.stream().limit(query.k()).toList();
    }

    private void walk(List<FeatureNode> path, long cost, double product, int sign) {
        FeatureNode last = path.get(path.size() - 1);
        if (last.key().equals(query.toKey())) {
            found.add(new Found(path, cost, product, sign));
            return;
        }
        if (path.size() > query.maxHops().orElse(Integer.MAX_VALUE)) {
            return;
        }
        for (Hop hop : hops) {
            String other = hop.sourceKey().equals(last.key())
                    ? hop.targetKey()
                    : measure == PathMeasure.R && hop.targetKey().equals(last.key()) ? hop.sourceKey() : null;
            if (other == null || hop.r() == 0 || worth(hop) < query.minAbsR()) {
                continue;
            }
            FeatureNode next = feature(other);
            if (next.depth() >= last.depth()
                    && !path.contains(next)
                    && !query.fromKeys().contains(other)
                    && (query.community().isEmpty()
                            || next.community() == query.community().getAsInt())
                    && !query.excluded().contains(other)) {
                List<FeatureNode> longer = new ArrayList<>(path);
                longer.add(next);
                double step = worth(hop);
                walk(longer, cost + HopRows.cost(measure, hop.r()), product * step, hop.r() < 0 ? -sign : sign);
            }
        }
    }

    /** Written down once more: an effect e counts tanh |e| = (1 − exp −2|e|) / (1 + exp −2|e|). */
    private double worth(Hop hop) {
        double size = Math.abs(hop.r());
        return measure == PathMeasure.R ? size : -Math.expm1(-2 * size) / (1 + Math.exp(-2 * size));
    }

    private FeatureNode feature(String key) {
        return features.stream().filter(f -> f.key().equals(key)).findFirst().orElseThrow();
    }

    private static int compareNodes(List<FeatureNode> a, List<FeatureNode> b) {
        Comparator<FeatureNode> order =
                Comparator.comparingInt(FeatureNode::depth).thenComparing(FeatureNode::key);
        for (int i = 0; i < a.size(); i++) {
            int c = order.compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return 0;
    }
}
