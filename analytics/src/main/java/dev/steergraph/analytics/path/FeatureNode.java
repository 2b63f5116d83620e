package dev.steergraph.analytics.path;

/**
 * A feature as paths see it.
 *
 * @param key its key in the graph, unique
 * @param depth how far down the model it is read: by layer, then by the site within it; any numbers that ascend so
 * @param community the number of its community, or {@link SteeringGraph#NO_COMMUNITY}
 * @param sd standard deviation of its activation over all rows; NaN if it is not known
 */
public record FeatureNode(String key, int depth, int community, double sd) {

    /** A feature in no community, of unknown spread. */
    public FeatureNode(String key, int depth) {
        this(key, depth, SteeringGraph.NO_COMMUNITY, Double.NaN);
    }
}
