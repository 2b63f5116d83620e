package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.core.table.EdgeList;
import java.util.ArrayList;
import java.util.List;

/**
 * The pairs of a list of edges by the features' numbers, ascending.
 *
 * @param source [edges] the lower feature
 * @param target [edges] the higher one
 */
public record EdgePairs(int[] source, int[] target) {

    /** Maximum number of pairs of one source in a task. */
    private static final int MAX_GROUP = 4096;

    /**
     * Pairs with a source in common.
     *
     * @param from first pair
     * @param to past the last
     */
    public record Group(int source, int from, int to) {}

    public static EdgePairs of(EdgeList edges) {
        return new EdgePairs(edges.source(), edges.target());
    }

    public int size() {
        return source.length;
    }

    public long key(int pair) {
        return ((long) source[pair] << 32) | target[pair];
    }

    /** Which features occur. */
    public boolean[] features(int size) {
        boolean[] occurs = new boolean[size];
        for (int e = 0; e < source.length; e++) {
            occurs[source[e]] = true;
            occurs[target[e]] = true;
        }
        return occurs;
    }

    /** All pairs, those of one source together. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (int from = 0; from < source.length; ) {
            int to = from + 1;
            while (to < source.length && source[to] == source[from] && to - from < MAX_GROUP) {
                to++;
            }
            groups.add(new Group(source[from], from, to));
            from = to;
        }
        return groups;
    }
}
