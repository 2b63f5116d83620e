package dev.steergraph.analytics.path;

import dev.steergraph.core.UserError;

/**
 * The part of a graph in which a query's paths may run: ends, hop limit, which nodes and arcs are open, both for steps
 * forward (depth does not fall) and backward (depth does not rise).
 */
final class Corridor {

    final SteeringGraph graph;
    /** Ascending. */
    final int[] from;

    final int to;
    /** Largest number of hops; no simple path has more than the number of nodes less one. */
    final int maxHops;
    /** Whether {@link #maxHops} can bind at all. */
    final boolean limited;

    private final double minWorth;
    private final int leastDepth;
    private final boolean[] closed;

    private Corridor(SteeringGraph graph, PathQuery query) {
        this.graph = graph;
        this.from = query.fromKeys().stream().mapToInt(graph::node).sorted().toArray();
        this.to = graph.node(query.toKey());
        int longestSimple = graph.features() - 1;
        this.maxHops = Math.min(longestSimple, query.maxHops().orElse(longestSimple));
        this.limited = maxHops < longestSimple;
        this.minWorth = query.minAbsR();
        this.closed = new boolean[graph.features()];
        // Node numbers ascend with depth.
        this.leastDepth = graph.depth(from[0]);
        query.excluded().forEach(key -> closed[graph.node(key)] = true);
        query.community().ifPresent(this::closeOutside);
        for (int first : from) {
            closed[first] = true;
        }
    }

    private void closeOutside(int community) {
        for (int node = 0; node < closed.length; node++) {
            closed[node] |= graph.community(node) != community;
        }
        requireInside(to, community);
        for (int first : from) {
            requireInside(first, community);
        }
    }

    private void requireInside(int end, int community) {
        if (graph.community(end) != community) {
            throw new UserError("feature " + graph.key(end) + " is "
                    + (graph.community(end) == SteeringGraph.NO_COMMUNITY
                            ? "in no community"
                            : "in community " + graph.community(end))
                    + ", so no path inside community " + community + " has it as an end");
        }
    }

    static Corridor of(SteeringGraph graph, PathQuery query) {
        return new Corridor(graph, query);
    }

    /** Whether the arc at {@code tail} may be walked towards its head. */
    boolean forward(int tail, int arc) {
        int head = graph.head(arc);
        return graph.leads(arc)
                && graph.depth(head) >= graph.depth(tail)
                && graph.depth(head) <= graph.depth(to)
                && open(arc, head);
    }

    /** Whether the arc at {@code tail} may be walked from its head towards {@code tail}. */
    boolean backward(int tail, int arc) {
        int head = graph.head(arc);
        return graph.leadsBack(arc)
                && graph.depth(head) <= graph.depth(tail)
                && graph.depth(head) >= leastDepth
                && open(arc, head);
    }

    private boolean open(int arc, int head) {
        return !closed[head] && graph.worth(arc) >= minWorth;
    }
}
