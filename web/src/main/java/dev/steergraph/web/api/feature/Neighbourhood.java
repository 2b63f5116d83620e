package dev.steergraph.web.api.feature;

import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
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
     * @param sign of the correlations that count
     * @param limit the largest number of features, with the seed
     */
    record Request(String seed, int hops, double minAbsR, Sign sign, int limit) {}

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
            kept.forEach(key -> hops.put(key, hop.getOrDefault(key, 0)));
            return new Found(kept, hops, total);
        }
    }

    private record Step(long total, String key, double product) {}

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
            List<Step> steps = step(request, frontier, reached);
            total += steps.isEmpty() ? 0 : steps.get(0).total();
            int here = hop;
            frontier = steps.stream()
                    .map(step -> new Reached(step.key(), step.product(), here))
                    .toList();
            reached.addAll(frontier);
        }
        reached.sort(Comparator.comparingDouble((Reached r) -> -r.product()).thenComparingInt(Reached::hop));
        List<Reached> kept = reached.subList(0, Math.min(reached.size(), request.limit()));
        Map<String, Integer> hops = new HashMap<>();
        kept.forEach(r -> hops.put(r.key(), r.hop()));
        return new Found(kept.stream().map(Reached::key).toList(), hops, total);
    }

    private List<Step> step(Request request, List<Reached> frontier, List<Reached> seen) {
        Arguments arguments = Arguments.of(
                        "keys", frontier.stream().map(Reached::key).toList())
                .with("products", frontier.stream().map(Reached::product).toList())
                .with("seen", seen.stream().map(Reached::key).toList())
                .with("minAbsR", request.minAbsR())
                .with("sign", request.sign().value())
                .with("limit", request.limit());
        return graph.rows("step", arguments, Step.class);
    }
}
