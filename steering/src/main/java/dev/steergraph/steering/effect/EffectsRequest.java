package dev.steergraph.steering.effect;

import dev.steergraph.core.UserError;

/**
 * Which features are steered, and how.
 *
 * @param features so many are drawn; 0 if edges are
 * @param edges so many edges across layers are drawn, whose lower ends are steered; 0 if features are
 * @param strength k, in multiples of a feature's largest activation on the half of the documents that is not steered
 * @param tokens of the other half, that are steered at least
 * @param seed of what is drawn
 */
public record EffectsRequest(int features, int edges, double strength, long tokens, long seed) {

    /** Beyond it nothing is left of the text, nor anything to learn. */
    private static final double MOST = 100;

    /** @throws UserError if a number is out of its range */
    public EffectsRequest {
        if (features < 0 || edges < 0 || features + edges == 0) {
            throw new UserError("No feature is to be steered; give a number of features or of edges, at least 1.");
        }
        if (features > 0 && edges > 0) {
            throw new UserError("Both a number of features and one of edges are given; give one of them.");
        }
        if (!(strength > 0 && strength <= MOST)) {
            throw new UserError("A strength of " + strength + " is out of range; give one above 0, such as 1.");
        }
        if (tokens < 100) {
            throw new UserError(tokens + " tokens are too few to measure on; give at least 100.");
        }
    }
}
