package dev.steergraph.ingest.correlate.statistics;

/**
 * Bootstrap interval of the correlation of an edge, over resamples of the documents.
 *
 * @param edge its number in the {@code EdgeList}
 * @param low 2.5th percentile; NaN if no resample counts
 * @param high 97.5th percentile
 * @param resamples number of resamples in which both features vary
 */
public record EdgeInterval(int edge, double low, double high, int resamples) {}
