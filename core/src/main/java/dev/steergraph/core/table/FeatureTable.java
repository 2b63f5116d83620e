package dev.steergraph.core.table;

/**
 * Every feature of every layer in columns, layer by layer in ascending order, each with all its indices from 0. Features that
 * never fire are listed too, so a feature's place is its number in matrices over all features.
 *
 * @param layer layer
 * @param index index in the layer
 * @param rowsActive rows on which the feature fires
 * @param density rowsActive / rows
 * @param mean over all rows, zeros included
 * @param sd population standard deviation over all rows
 * @param max largest value over all rows
 */
public record FeatureTable(
        int[] layer, int[] index, int[] rowsActive, double[] density, double[] mean, double[] sd, double[] max) {

    /** @throws IllegalArgumentException if the columns differ in length */
    public FeatureTable {
        int n = layer.length;
        if (index.length != n
                || rowsActive.length != n
                || density.length != n
                || mean.length != n
                || sd.length != n
                || max.length != n) {
            throw new IllegalArgumentException("the columns of a feature table differ in length");
        }
    }

    /** Columns of zeros, to be filled. */
    static FeatureTable ofSize(int n) {
        return new FeatureTable(
                new int[n], new int[n], new int[n], new double[n], new double[n], new double[n], new double[n]);
    }

    /** Number of features. */
    public int size() {
        return layer.length;
    }
}
