package dev.steergraph.analytics.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact lower bounds for searches: the cost of the cheapest walk from a node to the query's last node, over the whole corridor,
 * without a limit (Dijkstra, backwards) and within j hops for small j (Bellman-Ford, backwards). Removing nodes and arcs can
 * only raise what remains, so the bounds stay valid and consistent in every restricted search.
 */
final class RemainingCost {

    /** No walk at all. */
    static final long NONE = Long.MAX_VALUE;

    /** Above this many hops the unlimited bound serves: still valid, only less tight. */
    private static final int MAX_LEVELS = 64;

    private final Corridor corridor;
    private final long[] unlimited;
    /** Element j: cost within j hops. Ends early when another hop changes nothing. */
    private final List<long[]> within = new ArrayList<>();

    RemainingCost(Corridor corridor) {
        this.corridor = corridor;
        this.unlimited = dijkstra();
        if (corridor.limited) {
            bellmanFord();
        }
    }

    /** Lower bound of what is left to pay at {@code node} with {@code hops} hops to go, or {@link #NONE}. */
    long at(int node, int hops) {
        if (!corridor.limited || hops > MAX_LEVELS) {
            return unlimited[node];
        }
        return within.get(Math.min(hops, within.size() - 1))[node];
    }

    private long[] dijkstra() {
        SteeringGraph g = corridor.graph;
        long[] cost = unreached();
        KeyHeap heap = new KeyHeap();
        cost[corridor.to] = 0;
        heap.push(0, 0, corridor.to);
        while (!heap.isEmpty()) {
            long key = heap.key();
            int node = heap.pop();
            if (key > cost[node]) {
                continue;
            }
            for (int arc = g.firstArc(node); arc < g.endArc(node); arc++) {
                int before = g.head(arc);
                if (key + g.cost(arc) < cost[before] && corridor.backward(node, arc)) {
                    cost[before] = key + g.cost(arc);
                    heap.push(cost[before], 0, before);
                }
            }
        }
        return cost;
    }

    private void bellmanFord() {
        SteeringGraph g = corridor.graph;
        long[] cost = unreached();
        cost[corridor.to] = 0;
        within.add(cost);
        int[] changed = {corridor.to};
        for (int hops = 1; hops <= Math.min(corridor.maxHops, MAX_LEVELS) && changed.length > 0; hops++) {
            long[] next = cost.clone();
            boolean[] marked = new boolean[next.length];
            int[] nextChanged = new int[next.length];
            int count = 0;
            for (int node : changed) {
                for (int arc = g.firstArc(node); arc < g.endArc(node); arc++) {
                    int before = g.head(arc);
                    if (cost[node] + g.cost(arc) < next[before] && corridor.backward(node, arc)) {
                        next[before] = cost[node] + g.cost(arc);
                        if (!marked[before]) {
                            marked[before] = true;
                            nextChanged[count++] = before;
                        }
                    }
                }
            }
            within.add(next);
            cost = next;
            changed = Arrays.copyOf(nextChanged, count);
        }
    }

    private long[] unreached() {
        long[] cost = new long[corridor.graph.features()];
        Arrays.fill(cost, NONE);
        return cost;
    }
}
