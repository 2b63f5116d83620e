package dev.steergraph.core.steering.band;

/**
 * How texts read that a model has written.
 *
 * @param texts how many say anything
 * @param of so many
 * @param nll median over texts of the mean negative log-likelihood of their tokens under the model as it is, in nats; 0 of none
 * @param distinct2 mean share of pairs of neighbouring tokens that are not the same as one before
 * @param repeated4 median share of runs of four tokens that stood in the text before
 */
public record TextQuality(int texts, int of, double nll, double distinct2, double repeated4) {}
