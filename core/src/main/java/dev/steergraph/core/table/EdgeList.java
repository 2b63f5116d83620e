package dev.steergraph.core.table;

/**
 * Edges in columns, sorted by source layer, source index, target layer, target index. The source comes before the target in
 * that same order, so every unordered pair occurs at most once.
 *
 * @param sourceLayer layer of the lower feature
 * @param sourceIndex its index in its layer
 * @param targetLayer layer of the higher feature
 * @param targetIndex its index in its layer
 * @param r Pearson correlation over all rows, zeros included; -1 to 1
 * @param mi mutual information of firing and not firing, in bits
 * @param nmi mi / sqrt(H1 H2); 0 if either never varies
 * @param coactivations rows on which both fire
 * @param documents documents with a row on which both fire
 */
public record EdgeList(
        int[] sourceLayer,
        int[] sourceIndex,
        int[] targetLayer,
        int[] targetIndex,
        double[] r,
        double[] mi,
        double[] nmi,
        int[] coactivations,
        int[] documents) {

    /** @throws IllegalArgumentException if the columns differ in length */
    public EdgeList {
        int n = r.length;
        if (sourceLayer.length != n
                || sourceIndex.length != n
                || targetLayer.length != n
                || targetIndex.length != n
                || mi.length != n
                || nmi.length != n
                || coactivations.length != n
                || documents.length != n) {
            throw new IllegalArgumentException("the columns of an edge list differ in length");
        }
    }

    /** Columns of zeros, to be filled. */
    public static EdgeList ofSize(int n) {
        return new EdgeList(
                new int[n],
                new int[n],
                new int[n],
                new int[n],
                new double[n],
                new double[n],
                new double[n],
                new int[n],
                new int[n]);
    }

    /** The same edges with other correlations. */
    public EdgeList withR(double[] correlations) {
        return new EdgeList(
                sourceLayer, sourceIndex, targetLayer, targetIndex, correlations, mi, nmi, coactivations, documents);
    }

    /** Number of edges. */
    public int size() {
        return r.length;
    }
}
