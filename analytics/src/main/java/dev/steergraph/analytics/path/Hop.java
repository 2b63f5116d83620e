package dev.steergraph.analytics.path;

/**
 * One correlation between two features, or in paths by effect one effect of a feature on another.
 *
 * @param sourceKey a feature's key; in a {@link SteeringPath} the end that comes first
 * @param targetKey the other feature's key
 * @param r Pearson correlation, -1 to 1; of an effect the effect, in standard deviations of the target
 * @param mi mutual information in bits; of an effect the effect by its standard error
 */
public record Hop(String sourceKey, String targetKey, double r, double mi) {}
