package dev.steergraph.ingest.correlate.pair;

/**
 * Exact correlations, also below the threshold, between the features with the highest mean |activation| of two layers.
 *
 * @param rowLayer layer of the rows
 * @param rowIndices indices of the rows' features, highest mean |activation| first
 * @param columnLayer layer of the columns, never below rowLayer
 * @param columnIndices indices of the columns' features, highest mean |activation| first
 * @param r [rows][columns]; 0 where a feature does not vary
 */
public record CorrelationMatrix(int rowLayer, int[] rowIndices, int columnLayer, int[] columnIndices, double[][] r) {}
