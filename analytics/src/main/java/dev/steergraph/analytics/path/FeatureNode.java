package dev.steergraph.analytics.path;

/**
 * A feature as paths see it.
 *
 * @param key its key in the graph, unique
 * @param layer the block, counted from 0
 * @param community the number of its community, or {@link SteeringGraph#NO_COMMUNITY}
 * @param sd standard deviation of its activation over all rows; NaN if it is not known
 */
public record FeatureNode(String key, int layer, int community, double sd) {

    /** A feature in no community, of unknown spread. */
    public FeatureNode(String key, int layer) {
        this(key, layer, SteeringGraph.NO_COMMUNITY, Double.NaN);
    }
}
