package dev.steergraph.analytics.map;

import java.util.Arrays;

/**
 * The edges that pull points together, as in UMAP (McInnes et al. 2018): the weight of a correlate is its |r| over that of the
 * feature's strongest, so that weakly correlated regions hold together too, and both directions are joined as a fuzzy union.
 */
record AttractionEdges(int[] head, int[] tail, float[] weight) {

    static AttractionEdges of(Neighbours neighbours) {
        int n = neighbours.size();
        long[] keys = new long
                [Arrays.stream(neighbours.of()).mapToInt(row -> row.length).sum()];
        int count = 0;
        for (int a = 0; a < n; a++) {
            for (int b : neighbours.of()[a]) {
                keys[count++] = (long) Math.min(a, b) * n + Math.max(a, b);
            }
        }
        Arrays.sort(keys);
        long[] distinct = Arrays.stream(keys).distinct().toArray();
        float[] weight = new float[distinct.length];
        for (int a = 0; a < n; a++) {
            for (int k = 0; k < neighbours.of()[a].length; k++) {
                int b = neighbours.of()[a][k];
                float local = (float) (neighbours.absR()[a][k] / neighbours.absR()[a][0]);
                int at = Arrays.binarySearch(distinct, (long) Math.min(a, b) * n + Math.max(a, b));
                weight[at] = weight[at] + local - weight[at] * local;
            }
        }
        int[] head = Arrays.stream(distinct).mapToInt(key -> (int) (key / n)).toArray();
        int[] tail = Arrays.stream(distinct).mapToInt(key -> (int) (key % n)).toArray();
        return new AttractionEdges(head, tail, weight);
    }

    int size() {
        return head.length;
    }
}
