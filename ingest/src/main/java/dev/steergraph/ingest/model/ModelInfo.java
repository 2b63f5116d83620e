package dev.steergraph.ingest.model;

/**
 * What is known of a model before it runs.
 *
 * @param id Neuronpedia's modelId
 * @param layers number of blocks
 * @param dModel width of the residual stream
 * @param maxContext longest sequence, special tokens included
 */
public record ModelInfo(String id, int layers, int dModel, int maxContext) {}
