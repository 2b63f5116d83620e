package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.core.id.FeatureSet;

/**
 * Exact correlations, also below the threshold, between the features with the highest mean |activation| of two sets.
 *
 * @param rowSet set of the rows
 * @param rowIndices indices of the rows' features, highest mean |activation| first
 * @param columnSet set of the columns, never before rowSet
 * @param columnIndices indices of the columns' features, highest mean |activation| first
 * @param r [rows][columns]; 0 where a feature does not vary
 */
public record CorrelationMatrix(
        FeatureSet rowSet, int[] rowIndices, FeatureSet columnSet, int[] columnIndices, double[][] r) {

    public int rowLayer() {
        return rowSet.layer();
    }

    public int columnLayer() {
        return columnSet.layer();
    }

    /** Whether rows and columns are the same features. */
    public boolean isOfOneSet() {
        return rowSet.equals(columnSet);
    }
}
