package dev.steergraph.analytics.path;

import java.util.Arrays;

/**
 * A path in node numbers. Ordered by cost, then by number of hops, then by nodes.
 *
 * @param nodes n nodes
 * @param arcs the n - 1 arcs between them
 * @param cost sum of the arcs' costs
 */
record Route(int[] nodes, int[] arcs, long cost) implements Comparable<Route> {

    int hops() {
        return arcs.length;
    }

    @Override
    public int compareTo(Route other) {
        int byCost = Long.compare(cost, other.cost);
        int byHops = byCost != 0 ? byCost : Integer.compare(hops(), other.hops());
        return byHops != 0 ? byHops : Arrays.compare(nodes, other.nodes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route && compareTo(route) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nodes);
    }
}
