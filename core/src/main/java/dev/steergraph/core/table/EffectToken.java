package dev.steergraph.core.table;

/**
 * A token whose logit changes when a feature is steered.
 *
 * @param source number of the feature
 * @param rank 1, 2 and so on for those that rise most, -1, -2 and so on for those that fall most
 * @param token its id
 * @param text what it says
 * @param change mean over rows of how its logit changes, less the mean over the vocabulary and less what a random direction of
 *     the same length does
 */
public record EffectToken(int source, int rank, int token, String text, double change) {}
