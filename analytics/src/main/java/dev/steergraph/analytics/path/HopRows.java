package dev.steergraph.analytics.path;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** Compressed rows: every hop once under each of its ends, each row ascending by neighbour. A hop of r = 0 carries nothing. */
final class HopRows {

    private final HopBuffer hops;
    private final int[] rank;

    private final PathMeasure measure;

    HopRows(HopBuffer hops, int[] rank, PathMeasure measure) {
        this.hops = hops;
        this.rank = rank;
        this.measure = measure;
    }

    SteeringGraph toGraph(FeatureNode[] nodes, Map<String, Integer> nodeOf) {
        int[] offset = offsets(nodes.length);
        int arcs = offset[nodes.length];
        int[] other = new int[arcs];
        int[] from = new int[arcs];
        int[] fill = Arrays.copyOf(offset, nodes.length);
        for (int i = 0; i < hops.size(); i++) {
            if (hops.r(i) != 0) {
                int a = rank[hops.source(i)];
                int b = rank[hops.target(i)];
                other[fill[a]] = b;
                from[fill[a]++] = i;
                other[fill[b]] = a;
                from[fill[b]++] = i;
            }
        }
        int[] head = new int[arcs];
        double[] r = new double[arcs];
        double[] mi = new double[arcs];
        long[] cost = new long[arcs];
        boolean[] leads = new boolean[arcs];
        boolean[] leadsBack = new boolean[arcs];
        for (int node = 0; node < nodes.length; node++) {
            int row = offset[node];
            Integer[] order = new Integer[offset[node + 1] - row];
            Arrays.setAll(order, j -> row + j);
            // Of several hops between one pair the strongest comes first, whatever the order in which they were read.
            Arrays.sort(
                    order,
                    Comparator.<Integer>comparingInt(j -> other[j])
                            .thenComparingDouble(j -> -Math.abs(hops.r(from[j])))
                            .thenComparingDouble(j -> -hops.r(from[j])));
            for (int j = 0; j < order.length; j++) {
                int hop = from[order[j]];
                head[row + j] = other[order[j]];
                r[row + j] = hops.r(hop);
                mi[row + j] = hops.mi(hop);
                cost[row + j] = cost(measure, hops.r(hop));
                leads[row + j] = !measure.directed() || rank[hops.source(hop)] == node;
                leadsBack[row + j] = !measure.directed() || rank[hops.target(hop)] == node;
            }
        }
        return new SteeringGraph(nodes, nodeOf, offset, head, r, mi, cost, leads, leadsBack, measure);
    }

    /** -ln of what a hop is worth in whole units; at most 745 nats, so that a simple path of 180,000 hops cannot overflow. */
    static long cost(PathMeasure measure, double value) {
        return Math.round(measure.cost(value) / SteeringGraph.COST_UNIT);
    }

    private int[] offsets(int nodes) {
        int[] offset = new int[nodes + 1];
        for (int i = 0; i < hops.size(); i++) {
            if (hops.r(i) != 0) {
                offset[rank[hops.source(i)] + 1]++;
                offset[rank[hops.target(i)] + 1]++;
            }
        }
        for (int node = 0; node < nodes; node++) {
            offset[node + 1] = Math.addExact(offset[node], offset[node + 1]);
        }
        return offset;
    }
}
