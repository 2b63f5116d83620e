package dev.steergraph.analytics.path;

/**
 * The part of a graph in which a query's paths may run: ends, hop limit, which nodes and arcs are open, both for steps
 * forward (layers do not fall) and backward (layers do not rise).
 */
final class Corridor {

    final SteeringGraph graph;
    final int from;
    final int to;
    /** Largest number of hops; no simple path has more than the number of nodes less one. */
    final int maxHops;
    /** Whether {@link #maxHops} can bind at all. */
    final boolean limited;

    private final double minAbsR;
    private final boolean[] closed;

    private Corridor(SteeringGraph graph, PathQuery query) {
        this.graph = graph;
        this.from = graph.node(query.fromKey());
        this.to = graph.node(query.toKey());
        int longest = graph.features() - 1;
        this.maxHops = Math.min(longest, query.maxHops().orElse(longest));
        this.limited = maxHops < longest;
        this.minAbsR = query.minAbsR();
        this.closed = new boolean[graph.features()];
        query.excluded().forEach(key -> closed[graph.node(key)] = true);
    }

    static Corridor of(SteeringGraph graph, PathQuery query) {
        return new Corridor(graph, query);
    }

    /** Whether the arc at {@code tail} may be walked towards its head. */
    boolean forward(int tail, int arc) {
        int head = graph.head(arc);
        return graph.layer(head) >= graph.layer(tail) && graph.layer(head) <= graph.layer(to) && open(arc, head);
    }

    /** Whether the arc at {@code tail} may be walked from its head towards {@code tail}. */
    boolean backward(int tail, int arc) {
        int head = graph.head(arc);
        return graph.layer(head) <= graph.layer(tail) && graph.layer(head) >= graph.layer(from) && open(arc, head);
    }

    private boolean open(int arc, int head) {
        return !closed[head] && graph.strength(arc) >= minAbsR;
    }
}
