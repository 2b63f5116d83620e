package dev.steergraph.core.table;

/**
 * Every feature of every set in columns, by number. Features that never fire are listed too.
 *
 * @param space numbers the features
 * @param rowsActive rows on which the feature fires
 * @param density rowsActive / rows
 * @param mean over all rows, zeros included
 * @param sd population standard deviation over all rows
 * @param max largest value over all rows
 */
public record FeatureTable(
        FeatureSpace space, int[] rowsActive, double[] density, double[] mean, double[] sd, double[] max) {

    /** @throws IllegalArgumentException if the columns have not as many places as there are features */
    public FeatureTable {
        int n = space.size();
        if (rowsActive.length != n || density.length != n || mean.length != n || sd.length != n || max.length != n) {
            throw new IllegalArgumentException("the columns of a feature table differ in length");
        }
    }

    /** Number of features. */
    public int size() {
        return rowsActive.length;
    }

    /** The layer of a feature. */
    public int layer(int f) {
        return space.layer(f);
    }

    /** The index of a feature in its set. */
    public int index(int f) {
        return space.index(f);
    }
}
