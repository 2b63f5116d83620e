package dev.steergraph.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features nearest to a seed: those that a chain of correlations reaches with the largest product of |r|.
 *
 * <p>A product never grows along a chain, so a feature's best predecessor is at least as near as itself: cutting the list
 * anywhere leaves a connected drawing, and one step per hop over the nearest of the hop before finds the right ones.
 */
final class Neighbourhood {

    /**
     * Which neighbourhood to draw.
     *
     * @param seed the feature in its middle
     * @param hops how far from it, at least 1
     * @param minAbsR correlations with a smaller |r| do not count
     * @param sign 1 or -1 for those of one sign only, 0 for both
     * @param limit the largest number of features, with the seed
     */
    record Request(String seed, int hops, double minAbsR, int sign, int limit) {}

    /**
     * @param keys the seed, then the nearest features, nearest first
     * @param hop the hop at which each is reached
     * @param total how many features there are within the hops (beyond the first hop: as seen from those kept so far)
     */
    record Found(List<String> keys, Map<String, Integer> hop, long total) {

        /** Without the nearest. */
        Found from(int skipped) {
            List<String> kept = keys.subList(Math.min(skipped, keys.size()), keys.size());
            Map<String, Integer> hops = new HashMap<>();
            kept.forEach(key -> hops.put(key, hop.get(key)));
            return new Found(kept, hops, total);
        }
    }

    private record Reached(String key, double product, int hop) {}

    private final Graph graph;

    Neighbourhood(Graph graph) {
        this.graph = graph;
    }

    Found find(Request request) {
        List<Reached> reached = new ArrayList<>(List.of(new Reached(request.seed(), 1, 0)));
        List<Reached> frontier = List.copyOf(reached);
        long total = 1;
        for (int hop = 1; hop <= request.hops() && !frontier.isEmpty(); hop++) {
            List<Map<String, Object>> rows = step(request, frontier, reached);
            total += rows.isEmpty() ? 0 : (Long) rows.get(0).get("total");
            int here = hop;
            frontier = rows.stream()
                    .map(row -> new Reached((String) row.get("key"), (Double) row.get("product"), here))
                    .toList();
            reached.addAll(frontier);
        }
        reached.sort(Comparator.comparingDouble((Reached r) -> -r.product()).thenComparingInt(Reached::hop));
        List<Reached> kept = reached.subList(0, Math.min(reached.size(), request.limit()));
        Map<String, Integer> hops = new HashMap<>();
        kept.forEach(r -> hops.put(r.key(), r.hop()));
        return new Found(kept.stream().map(Reached::key).toList(), hops, total);
    }

    private List<Map<String, Object>> step(Request request, List<Reached> frontier, List<Reached> seen) {
        return graph.rows(
                "step",
                Map.of(
                        "keys", frontier.stream().map(Reached::key).toList(),
                        "products", frontier.stream().map(Reached::product).toList(),
                        "seen", seen.stream().map(Reached::key).toList(),
                        "minAbsR", request.minAbsR(),
                        "sign", request.sign(),
                        "limit", request.limit()));
    }
}
