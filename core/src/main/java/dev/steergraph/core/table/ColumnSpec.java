package dev.steergraph.core.table;

/**
 * What a column is.
 *
 * @param column its name in Parquet and CSV files
 * @param meaning what it tells of an edge or feature, in a few words
 */
public record ColumnSpec(String column, ColumnType type, String meaning) {}
