package dev.steergraph.steering.effect;

import dev.steergraph.core.UserError;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureTable;
import dev.steergraph.steering.half.FirstHalf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which features are steered: drawn among those that have an edge to a later layer and are neither too rare to be known nor
 * active nearly everywhere.
 */
final class Sources {

    /** Rows of the half on which a feature is active, at least. */
    private static final int LEAST_ROWS = 30;

    private static final double MOST_DENSITY = 0.1;

    private final FeatureTable table;
    private final EdgeList edges;

    private Sources(FirstHalf half) {
        table = half.features();
        edges = half.edges();
    }

    /** Numbers of the features, ascending. @throws UserError if there is none */
    static int[] of(FirstHalf half, EffectsRequest request) {
        Sources sources = new Sources(half);
        int[] chosen = request.features() > 0
                ? sources.features(request.features(), request.seed())
                : sources.lowerEnds(request.edges(), request.seed());
        if (chosen.length == 0) {
            throw new UserError("No feature of the run has an edge to a later layer, is active on " + LEAST_ROWS
                    + " rows of one half of the documents, and on at most " + (int) (100 * MOST_DENSITY)
                    + "% of them, so that there is none to steer; correlate more text, or several layers.");
        }
        return chosen;
    }

    private boolean isSound(int feature) {
        return table.rowsActive()[feature] >= LEAST_ROWS && table.density()[feature] <= MOST_DENSITY;
    }

    private boolean rises(int edge) {
        return edges.targetLayer(edge) > edges.sourceLayer(edge) && isSound(edges.source()[edge]);
    }

    private int[] features(int most, long seed) {
        int[] all = IntStream.range(0, edges.size())
                .filter(this::rises)
                .map(edge -> edges.source()[edge])
                .distinct()
                .sorted()
                .toArray();
        return drawn(all, most, seed);
    }

    private int[] lowerEnds(int most, long seed) {
        int[] rising = IntStream.range(0, edges.size()).filter(this::rises).toArray();
        TreeSet<Integer> ends = new TreeSet<>();
        for (int edge : drawn(rising, most, seed)) {
            ends.add(edges.source()[edge]);
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] drawn(int[] all, int most, long seed) {
        List<Integer> left = new ArrayList<>(Arrays.stream(all).boxed().toList());
        SplittableRandom random = new SplittableRandom(seed);
        int n = Math.min(most, all.length);
        int[] drawn = new int[n];
        for (int k = 0; k < n; k++) {
            int at = k + random.nextInt(all.length - k);
            drawn[k] = left.get(at);
            left.set(at, left.get(k));
        }
        Arrays.sort(drawn);
        return drawn;
    }
}
