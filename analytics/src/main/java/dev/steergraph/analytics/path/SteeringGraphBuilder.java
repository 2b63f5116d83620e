package dev.steergraph.analytics.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects features and hops in any order, hops possibly before their features, and lays them out as rows of neighbours. */
final class SteeringGraphBuilder {

    private static final int UNSEEN = Integer.MIN_VALUE;

    private final Map<String, Integer> provisional = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Integer> layers = new ArrayList<>();
    private final HopBuffer hops = new HopBuffer();

    void feature(String key, int layer) {
        int id = id(key);
        if (layers.get(id) != UNSEEN) {
            throw new IllegalArgumentException("feature " + key + " occurs twice");
        }
        layers.set(id, layer);
    }

    void hop(String sourceKey, String targetKey, double r, double mi) {
        if (!(Math.abs(r) <= 1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "r of " + sourceKey + " and " + targetKey + " is " + r + ", not -1 to 1");
        }
        if (sourceKey.equals(targetKey)) {
            throw new IllegalArgumentException("feature " + sourceKey + " has a hop to itself");
        }
        hops.add(id(sourceKey), id(targetKey), r, mi);
    }

    private int id(String key) {
        Integer known = provisional.putIfAbsent(key, keys.size());
        if (known != null) {
            return known;
        }
        keys.add(key);
        layers.add(UNSEEN);
        return keys.size() - 1;
    }

    SteeringGraph build() {
        int n = keys.size();
        int[] byRank = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer, Integer>comparing(layers::get).thenComparing(keys::get))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rank = new int[n];
        String[] sortedKeys = new String[n];
        int[] sortedLayers = new int[n];
        Map<String, Integer> nodeOf = new HashMap<>(2 * n);
        for (int node = 0; node < n; node++) {
            int id = byRank[node];
            if (layers.get(id) == UNSEEN) {
                throw new IllegalArgumentException(
                        "a hop names feature " + keys.get(id) + ", which is not in the list");
            }
            rank[id] = node;
            sortedKeys[node] = keys.get(id);
            sortedLayers[node] = layers.get(id);
            nodeOf.put(sortedKeys[node], node);
        }
        return new HopRows(hops, rank).toGraph(sortedKeys, sortedLayers, nodeOf);
    }
}
