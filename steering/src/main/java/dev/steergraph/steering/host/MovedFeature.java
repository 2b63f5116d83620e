package dev.steergraph.steering.host;

import dev.steergraph.core.id.FeatureSet;

/**
 * How a feature changes with steering.
 *
 * @param before mean activation without
 * @param after mean activation with it
 * @param sds the difference in standard deviations of the feature over the run
 */
public record MovedFeature(FeatureSet set, int index, double before, double after, double sds) {}
