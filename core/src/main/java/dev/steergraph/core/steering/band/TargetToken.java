package dev.steergraph.core.steering.band;

/**
 * A token that steering along a feature makes likelier.
 *
 * @param id in the vocabulary
 * @param text what it says
 * @param change mean change of its logit, less that under random directions of the same length
 */
public record TargetToken(int id, String text, double change) {}
