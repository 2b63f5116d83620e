package dev.steergraph.analytics.community;

import dev.steergraph.core.id.FeatureSet;

/**
 * A feature that has correlations.
 *
 * @param node its number in the projection
 * @param degree number of its correlations
 * @param weightedDegree sum of their |r|
 */
record Member(
        long node,
        String key,
        FeatureSet set,
        int index,
        String label,
        double pageRank,
        long degree,
        double weightedDegree) {

    int layer() {
        return set.layer();
    }
}
