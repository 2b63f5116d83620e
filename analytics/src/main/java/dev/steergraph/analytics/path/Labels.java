package dev.steergraph.analytics.path;

import java.util.Arrays;

/** The labels of one search, in columns: the best way known so far to reach a node (with so many hops, if those are limited). */
final class Labels {

    /** The parent of the first label. */
    static final int ROOT = -1;

    private int[] node = new int[64];
    private int[] hops = new int[64];
    private long[] cost = new long[64];
    private int[] parent = new int[64];
    private int[] arc = new int[64];
    private boolean[] closed = new boolean[64];
    private int size;

    int add(int newNode, int newHops, long newCost, int newParent, int newArc) {
        if (size == node.length) {
            node = Arrays.copyOf(node, 2 * size);
            hops = Arrays.copyOf(hops, 2 * size);
            cost = Arrays.copyOf(cost, 2 * size);
            parent = Arrays.copyOf(parent, 2 * size);
            arc = Arrays.copyOf(arc, 2 * size);
            closed = Arrays.copyOf(closed, 2 * size);
        }
        node[size] = newNode;
        set(size, newHops, newCost, newParent, newArc);
        return size++;
    }

    /** Takes the new way to the label's node if it is better. @return whether its place in the heap must change */
    boolean improve(int label, int newHops, long newCost, int newParent, int newArc) {
        if (newCost != cost[label] || newHops != hops[label]) {
            boolean better = newCost < cost[label] || (newCost == cost[label] && newHops < hops[label]);
            if (better) {
                set(label, newHops, newCost, newParent, newArc);
            }
            return better;
        }
        if (smallerNodes(newParent, parent[label])) {
            set(label, newHops, newCost, newParent, newArc);
        }
        return false;
    }

    /** Whether the nodes on the way to {@code a} come before those to {@code b}; both have the same number of hops. */
    private boolean smallerNodes(int a, int b) {
        boolean smaller = false;
        // The earliest difference decides: it is the last one met on the way back.
        for (int x = a, y = b; x != y; x = parent[x], y = parent[y]) {
            if (node[x] != node[y]) {
                smaller = node[x] < node[y];
            }
        }
        return smaller;
    }

    private void set(int label, int newHops, long newCost, int newParent, int newArc) {
        hops[label] = newHops;
        cost[label] = newCost;
        parent[label] = newParent;
        arc[label] = newArc;
    }

    void close(int label) {
        closed[label] = true;
    }

    boolean closed(int label) {
        return closed[label];
    }

    int node(int label) {
        return node[label];
    }

    int hops(int label) {
        return hops[label];
    }

    long cost(int label) {
        return cost[label];
    }

    int parent(int label) {
        return parent[label];
    }

    int arc(int label) {
        return arc[label];
    }
}
