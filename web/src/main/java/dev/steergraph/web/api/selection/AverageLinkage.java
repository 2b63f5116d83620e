package dev.steergraph.web.api.selection;

import java.util.ArrayList;
import java.util.List;

/**
 * Agglomerative clustering by average linkage (UPGMA; Sokal and Michener 1958): the two nearest clusters are joined again and again,
 * where clusters are as far apart as their members are on average. Of equally near ones those that were made first are joined.
 *
 * <p>As {@code scipy.cluster.hierarchy.linkage(d, "average")} does it. O(n³) in time, O(n²) in memory, for a few hundred things.
 */
final class AverageLinkage {

    /**
     * Two clusters that were joined. The n things are the clusters 0 to n − 1, the first join makes the cluster n.
     *
     * @param left the one that was made first
     * @param distance how far apart the two are
     * @param size how many things both have
     */
    record Merge(int left, int right, double distance, int size) {}

    /**
     * @param merges in the order in which they were made, ascending by distance
     * @param order the things, so that those of each cluster stand together, the left one's first
     */
    record Tree(List<Merge> merges, List<Integer> order) {}

    private AverageLinkage() {}

    /** @param distances [n, n], symmetric */
    static Tree of(double[][] distances) {
        int n = distances.length;
        if (n == 0) {
            return new Tree(List.of(), List.of());
        }
        double[][] between = new double[2 * n - 1][2 * n - 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(distances[i], 0, between[i], 0, n);
        }
        List<Integer> active = new ArrayList<>();
        int[] size = new int[2 * n - 1];
        for (int i = 0; i < n; i++) {
            active.add(i);
            size[i] = 1;
        }
        List<Merge> merges = new ArrayList<>();
        for (int made = n; made < 2 * n - 1; made++) {
            Merge merge = nearest(active, between, size);
            active.remove((Integer) merge.left());
            active.remove((Integer) merge.right());
            for (int other : active) {
                double mean = (size[merge.left()] * between[merge.left()][other]
                                + size[merge.right()] * between[merge.right()][other])
                        / merge.size();
                between[made][other] = mean;
                between[other][made] = mean;
            }
            size[made] = merge.size();
            active.add(made);
            merges.add(merge);
        }
        List<Integer> order = new ArrayList<>();
        addLeaves(2 * n - 2, n, merges, order);
        return new Tree(List.copyOf(merges), List.copyOf(order));
    }

    private static Merge nearest(List<Integer> active, double[][] between, int[] size) {
        int left = active.get(0);
        int right = active.get(1);
        for (int i = 0; i < active.size(); i++) {
            for (int j = i + 1; j < active.size(); j++) {
                if (between[active.get(i)][active.get(j)] < between[left][right]) {
                    left = active.get(i);
                    right = active.get(j);
                }
            }
        }
        return new Merge(left, right, between[left][right], size[left] + size[right]);
    }

    private static void addLeaves(int cluster, int n, List<Merge> merges, List<Integer> order) {
        if (cluster < n) {
            order.add(cluster);
            return;
        }
        Merge merge = merges.get(cluster - n);
        addLeaves(merge.left(), n, merges, order);
        addLeaves(merge.right(), n, merges, order);
    }
}
