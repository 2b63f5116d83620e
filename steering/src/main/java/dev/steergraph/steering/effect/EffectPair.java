package dev.steergraph.steering.effect;

/**
 * A feature that was steered, and another that was looked at.
 *
 * @param effect mean change of the target over rows, in its standard deviations
 * @param error standard error of that over texts; 0 if nothing changed
 * @param texts how many
 * @param r correlation on the half of the documents that was not steered
 * @param cosine of the directions; NaN where they are of different spaces
 * @param moves whether the target is moved: by {@link Movement#LEAST} or more, and not by chance
 */
record EffectPair(
        int source, int target, double effect, double error, int texts, double r, double cosine, boolean moves) {

    double z() {
        return error > 0 ? effect / error : 0;
    }

    /** Whether the target moves in a direction. @param sign of a number */
    boolean movesAs(double sign) {
        return moves && effect * sign > 0;
    }
}
