package dev.steergraph.core.feature;

/**
 * A feature in one of the documents on which it fires most strongly.
 *
 * @param rank from 1, the strongest
 * @param document number of the document
 * @param value its largest activation there
 * @param token which token of the document has it, from 0
 * @param activations float[tokens of the document], 0 where a token is no row
 */
public record ContextActivation(int rank, int document, float value, int token, float[] activations) {}
