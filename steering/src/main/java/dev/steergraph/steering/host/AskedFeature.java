package dev.steergraph.steering.host;

import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.steering.Change;
import java.util.List;

/**
 * A feature to steer with.
 *
 * @param label for people; may be empty
 * @param sd standard deviation of its activation over the run
 * @param neighbours features of its set that correlate with it
 */
public record AskedFeature(
        FeatureAddress feature, Change change, String label, double sd, List<Correlated> neighbours) {

    /**
     * A feature that correlates with it.
     *
     * @param r their correlation
     * @param sd standard deviation of its activation over the run
     */
    public record Correlated(FeatureAddress feature, String label, double r, double sd) {}

    public AskedFeature {
        neighbours = List.copyOf(neighbours);
    }
}
