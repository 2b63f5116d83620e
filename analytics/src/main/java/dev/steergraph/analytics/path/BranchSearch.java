package dev.steergraph.analytics.path;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The best route of one {@link Branch}: A* whose estimate is {@link RemainingCost}, over nodes, or over (node, hops) where the
 * hop limit can bind. Labels leave the heap by estimated total cost, then by hops; both orders never fall along a route, and
 * hops rise strictly, so among equal costs the fewest hops win and, among these, the smallest nodes.
 */
final class BranchSearch {

    private static final int NO_ARC = -1;

    private final Corridor corridor;
    private final RemainingCost remaining;
    private final SteeringGraph g;
    private final int[] onPrefix;
    private int generation;

    private Labels labels = new Labels();
    private KeyHeap heap = new KeyHeap();
    private Map<Long, Integer> labelOf = new HashMap<>();

    BranchSearch(Corridor corridor, RemainingCost remaining) {
        this.corridor = corridor;
        this.remaining = remaining;
        this.g = corridor.graph;
        this.onPrefix = new int[g.features()];
    }

    /** A cost that no route of the branch is below, {@link RemainingCost#NONE} if it has none. */
    long bound(Branch branch) {
        markPrefix(branch);
        int tail = branch.last();
        int left = corridor.maxHops - branch.prefix().hops() - 1;
        long best = RemainingCost.NONE;
        for (int arc = g.firstArc(tail); left >= 0 && arc < g.endArc(tail); arc++) {
            long rest = remaining.at(g.head(arc), left);
            if (rest != RemainingCost.NONE
                    && mayStep(tail, arc)
                    && !branch.banned().contains(g.head(arc))) {
                best = Math.min(best, branch.prefix().cost() + g.cost(arc) + rest);
            }
        }
        return best;
    }

    /** The best route of the branch, if it has any. */
    Optional<Route> best(Branch branch) {
        markPrefix(branch);
        labels = new Labels();
        heap = new KeyHeap();
        labelOf = new HashMap<>();
        int root = labels.add(
                branch.last(), branch.prefix().hops(), branch.prefix().cost(), Labels.ROOT, NO_ARC);
        expand(root, branch);
        while (!heap.isEmpty()) {
            int label = heap.pop();
            if (labels.closed(label)) {
                continue;
            }
            if (labels.node(label) == corridor.to) {
                return Optional.of(route(branch, label));
            }
            expand(label, branch);
        }
        return Optional.empty();
    }

    private void expand(int label, Branch branch) {
        labels.close(label);
        int tail = labels.node(label);
        int hops = labels.hops(label) + 1;
        if (hops > corridor.maxHops) {
            return;
        }
        boolean first = labels.arc(label) == NO_ARC;
        for (int arc = g.firstArc(tail); arc < g.endArc(tail); arc++) {
            int head = g.head(arc);
            long rest = remaining.at(head, corridor.maxHops - hops);
            if (rest != RemainingCost.NONE
                    && mayStep(tail, arc)
                    && !(first && branch.banned().contains(head))) {
                offer(head, hops, labels.cost(label) + g.cost(arc), label, arc, rest);
            }
        }
    }

    private void offer(int node, int hops, long cost, int parent, int arc, long rest) {
        long state = corridor.limited ? (long) hops * g.features() + node : node;
        Integer known = labelOf.get(state);
        if (known == null) {
            int label = labels.add(node, hops, cost, parent, arc);
            labelOf.put(state, label);
            heap.push(cost + rest, hops, label);
        } else if (!labels.closed(known) && labels.improve(known, hops, cost, parent, arc)) {
            heap.push(cost + rest, hops, known);
        }
    }

    private boolean mayStep(int tail, int arc) {
        return onPrefix[g.head(arc)] != generation && corridor.forward(tail, arc);
    }

    private void markPrefix(Branch branch) {
        generation++;
        for (int node : branch.prefix().nodes()) {
            onPrefix[node] = generation;
        }
    }

    private Route route(Branch branch, int label) {
        int hops = labels.hops(label);
        int[] nodes = Arrays.copyOf(branch.prefix().nodes(), hops + 1);
        int[] arcs = Arrays.copyOf(branch.prefix().arcs(), hops);
        for (int at = label; labels.arc(at) != NO_ARC; at = labels.parent(at)) {
            nodes[labels.hops(at)] = labels.node(at);
            arcs[labels.hops(at) - 1] = labels.arc(at);
        }
        return new Route(nodes, arcs, labels.cost(label));
    }
}
