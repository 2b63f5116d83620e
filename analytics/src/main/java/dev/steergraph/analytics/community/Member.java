package dev.steergraph.analytics.community;

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
        int layer,
        int index,
        String label,
        double pageRank,
        long degree,
        double weightedDegree) {

    long place() {
        return ExternalEdges.place(layer, index);
    }
}
