package dev.steergraph.ingest.correlate.report;

import dev.steergraph.core.io.CsrMatrix;
import dev.steergraph.core.table.EdgeList;

/** The symmetric matrix of r over all features, set by set; nothing on the diagonal. */
final class AdjacencyMatrix {

    private AdjacencyMatrix() {}

    static CsrMatrix of(EdgeList edges) {
        int n = edges.size();
        int[] source = edges.source();
        int[] target = edges.target();
        int features = edges.space().size();
        int[] indptr = new int[features + 1];
        for (int e = 0; e < n; e++) {
            indptr[source[e] + 1]++;
            indptr[target[e] + 1]++;
        }
        for (int f = 0; f < features; f++) {
            indptr[f + 1] = Math.addExact(indptr[f], indptr[f + 1]);
        }
        int[] indices = new int[2 * n];
        double[] data = new double[2 * n];
        int[] next = indptr.clone();
        // Edges are sorted by source: lower neighbours come first, ascending, and then the higher ones, ascending.
        for (int e = 0; e < n; e++) {
            int at = next[target[e]]++;
            indices[at] = source[e];
            data[at] = edges.r()[e];
        }
        for (int e = 0; e < n; e++) {
            int at = next[source[e]]++;
            indices[at] = target[e];
            data[at] = edges.r()[e];
        }
        return new CsrMatrix(indptr, indices, data);
    }
}
