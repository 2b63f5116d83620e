package dev.steergraph.analytics.community;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * An undirected graph as lists: edge i joins {@code source[i]} and {@code target[i]} with {@code weight[i]}; no loops, no two
 * edges between the same nodes.
 */
record WeightedGraph(int[] source, int[] target, double[] weight) {

    /** Swaps tried per edge; about ten forget the original graph (Milo et al. 2003, arXiv:cond-mat/0312028). */
    private static final int SWAPS_PER_EDGE = 10;

    /**
     * A random graph in which every node has as many edges as here: two random edges a-b, c-d become a-d, c-b, again and again,
     * unless that made a loop or a second edge. Weights stay with the places in the lists.
     */
    WeightedGraph rewired(long seed) {
        int[] from = source.clone();
        int[] to = target.clone();
        Set<Long> joined = new HashSet<>();
        for (int i = 0; i < from.length; i++) {
            joined.add(pair(from[i], to[i]));
        }
        Random random = new Random(seed);
        for (long swap = 0; swap < (long) SWAPS_PER_EDGE * from.length; swap++) {
            int i = random.nextInt(from.length);
            int j = random.nextInt(from.length);
            // Either end may be the one that moves.
            boolean turn = random.nextBoolean();
            int c = turn ? to[j] : from[j];
            int d = turn ? from[j] : to[j];
            int a = from[i];
            int b = to[i];
            boolean simple = a != d && c != b && !joined.contains(pair(a, d)) && !joined.contains(pair(c, b));
            if (i != j && simple) {
                joined.remove(pair(a, b));
                joined.remove(pair(c, d));
                joined.add(pair(a, d));
                joined.add(pair(c, b));
                to[i] = d;
                from[j] = c;
                to[j] = b;
            }
        }
        return new WeightedGraph(from, to, weight);
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }
}
