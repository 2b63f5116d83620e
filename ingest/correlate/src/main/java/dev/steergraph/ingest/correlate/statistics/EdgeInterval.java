package dev.steergraph.ingest.correlate.statistics;

/**
 * Where the correlation of an edge lies in 95 of 100 resamples of the documents.
 *
 * @param edge its number in the {@code EdgeList}
 * @param low 2.5th percentile; NaN if no resample counts
 * @param high 97.5th percentile
 * @param resamples those that count: in others one of the features did not vary
 */
public record EdgeInterval(int edge, double low, double high, int resamples) {}
