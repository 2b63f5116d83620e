package dev.steergraph.analytics.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The k best simple routes by Yen's method (Management Science 17, 1971) with Lawler's partition (Management Science 18, 1972):
 * each route that is given out splits its branch into disjoint ones. A branch waits in the queue under its lower bound and is
 * searched only when that bound comes first. At most k·n searches of O(m log n) each; the bounds make most of them unnecessary.
 */
final class BestRoutes {

    private static final int[] NO_ARCS = {};

    private final Corridor corridor;
    private final BranchSearch search;
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(Waiting.ORDER);

    BestRoutes(Corridor corridor) {
        this.corridor = corridor;
        this.search = new BranchSearch(corridor, new RemainingCost(corridor));
    }

    List<Route> first(int k) {
        List<Route> found = new ArrayList<>();
        for (int from : corridor.from) {
            await(new Branch(new Route(new int[] {from}, NO_ARCS, 0), Set.of()));
        }
        while (found.size() < k && !queue.isEmpty()) {
            Waiting next = queue.poll();
            next.route.ifPresentOrElse(
                    route -> {
                        found.add(route);
                        split(next.branch, route);
                    },
                    () -> search.best(next.branch)
                            .ifPresent(best -> queue.add(new Waiting(next.branch, best.cost(), Optional.of(best)))));
        }
        return found;
    }

    private void split(Branch branch, Route route) {
        SteeringGraph g = corridor.graph;
        long cost = branch.prefix().cost();
        int start = branch.prefix().hops();
        for (int hops = start; hops < route.hops(); hops++) {
            Set<Integer> banned = new HashSet<>(hops == start ? branch.banned() : Set.of());
            banned.add(route.nodes()[hops + 1]);
            int[] nodes = Arrays.copyOf(route.nodes(), hops + 1);
            await(new Branch(new Route(nodes, Arrays.copyOf(route.arcs(), hops), cost), banned));
            cost += g.cost(route.arcs()[hops]);
        }
    }

    private void await(Branch branch) {
        long bound = search.bound(branch);
        if (bound != RemainingCost.NONE) {
            queue.add(new Waiting(branch, bound, Optional.empty()));
        }
    }

    /** A branch under the cost that its routes are not below, and its best route once that is known. */
    private record Waiting(Branch branch, long cost, Optional<Route> route) {

        // An unsearched branch of equal cost goes first: its best route may win the tie.
        static final Comparator<Waiting> ORDER = Comparator.comparingLong(Waiting::cost)
                .thenComparing(w -> w.route.isPresent())
                .thenComparing(w -> w.route.orElse(w.branch.prefix()));
    }
}
