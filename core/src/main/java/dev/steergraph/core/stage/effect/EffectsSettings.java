package dev.steergraph.core.stage.effect;

/**
 * What decides the effects of a run's features.
 *
 * @param features how many are drawn and steered; 0 if edges are drawn
 * @param edges how many edges are drawn, whose lower ends are steered; 0 if features are drawn
 * @param strength in multiples of each feature's largest activation
 * @param tokens that are steered, at least
 * @param seed of what is drawn
 * @param correlations checksum of the run's correlations
 */
public record EffectsSettings(int features, int edges, double strength, long tokens, long seed, String correlations) {}
