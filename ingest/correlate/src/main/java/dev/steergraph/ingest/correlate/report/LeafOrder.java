package dev.steergraph.ingest.correlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An order of features in which similar ones are neighbours: the leaves of a hierarchical clustering by average linkage (UPGMA,
 * Sokal and Michener 1958) of the distance 1 - r. O(n³) for n features.
 */
final class LeafOrder {

    private LeafOrder() {}

    /** @param r [n][n], symmetric; @return [n] the features in order */
    static int[] of(double[][] r) {
        int n = r.length;
        double[][] distance = new double[n][n];
        List<List<Integer>> leaves = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distance[i][j] = 1 - r[i][j];
            }
            leaves.add(new ArrayList<>(List.of(i)));
        }
        for (int merges = 1; merges < n; merges++) {
            int[] pair = nearest(distance, leaves);
            merge(distance, leaves, pair[0], pair[1]);
        }
        return leaves.stream().flatMap(List::stream).mapToInt(k -> k).toArray();
    }

    private static int[] nearest(double[][] distance, List<List<Integer>> leaves) {
        int[] best = {};
        for (int i = 0; i < distance.length; i++) {
            for (int j = i + 1; j < distance.length && !leaves.get(i).isEmpty(); j++) {
                if (!leaves.get(j).isEmpty() && (best.length == 0 || distance[i][j] < distance[best[0]][best[1]])) {
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }

    private static void merge(double[][] distance, List<List<Integer>> leaves, int i, int j) {
        double wi = leaves.get(i).size();
        double wj = leaves.get(j).size();
        for (int k = 0; k < distance.length; k++) {
            double d = (wi * distance[i][k] + wj * distance[j][k]) / (wi + wj);
            distance[i][k] = d;
            distance[k][i] = d;
        }
        leaves.get(i).addAll(leaves.get(j));
        leaves.set(j, List.of());
        Arrays.fill(distance[j], Double.POSITIVE_INFINITY);
    }
}
