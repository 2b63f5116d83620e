package dev.steergraph.analytics.path;

/**
 * One correlation between two features.
 *
 * @param sourceKey a feature's key; in a {@link SteeringPath} the end that comes first
 * @param targetKey the other feature's key
 * @param r Pearson correlation, -1 to 1
 * @param mi mutual information in bits
 */
public record Hop(String sourceKey, String targetKey, double r, double mi) {}
