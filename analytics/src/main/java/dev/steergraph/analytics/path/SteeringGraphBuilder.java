package dev.steergraph.analytics.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects features and hops in any order, hops possibly before their features, and lays them out as rows of neighbours. */
final class SteeringGraphBuilder {

    private final Map<String, Integer> provisional = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    /** Null for a key that only hops have named so far. */
    private final List<@Nullable FeatureNode> nodes = new ArrayList<>();

    private final HopBuffer hops = new HopBuffer();
    private final PathMeasure measure;

    SteeringGraphBuilder(PathMeasure measure) {
        this.measure = measure;
    }

    void feature(FeatureNode feature) {
        int id = id(feature.key());
        if (nodes.get(id) != null) {
            throw new IllegalArgumentException("feature " + feature.key() + " occurs twice");
        }
        nodes.set(id, feature);
    }

    void hop(String sourceKey, String targetKey, double r, double mi) {
        if (!measure.allows(r)) {
            throw new IllegalArgumentException(sourceKey + " and " + targetKey + " have " + r + ", which is no "
                    + (measure.directed() ? "effect" : "r from -1 to 1"));
        }
        if (sourceKey.equals(targetKey)) {
            throw new IllegalArgumentException("feature " + sourceKey + " has a hop to itself");
        }
        hops.add(id(sourceKey), id(targetKey), r, mi);
    }

    private int id(String key) {
        return provisional.computeIfAbsent(key, first -> {
            keys.add(key);
            nodes.add(null);
            return keys.size() - 1;
        });
    }

    SteeringGraph build() {
        int n = keys.size();
        for (int id = 0; id < n; id++) {
            if (nodes.get(id) == null) {
                throw new IllegalArgumentException(
                        "a hop names feature " + keys.get(id) + ", which is not in the list");
            }
        }
        FeatureNode[] sorted = nodes.stream()
                .sorted(Comparator.comparingInt(FeatureNode::depth).thenComparing(FeatureNode::key))
                .toArray(FeatureNode[]::new);
        int[] rank = new int[n];
        Map<String, Integer> nodeOf = new HashMap<>(2 * n);
        for (int node = 0; node < n; node++) {
            rank[Objects.requireNonNull(provisional.get(sorted[node].key()))] = node;
            nodeOf.put(sorted[node].key(), node);
        }
        return new HopRows(hops, rank, measure).toGraph(sorted, nodeOf);
    }
}
