package dev.steergraph.steering.correct;

/**
 * A feature that is corrected for.
 *
 * @param direction float[d], what one unit of it adds
 * @param sd standard deviation of its activation over rows
 * @param weight how closely it goes with the steered feature, from -1 to 1: r, or whatever stands for it
 */
public record Neighbour(float[] direction, double sd, double weight) {}
