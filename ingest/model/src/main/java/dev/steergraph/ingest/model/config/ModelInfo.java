package dev.steergraph.ingest.model.config;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a model before it runs.
 *
 * @param id Neuronpedia's modelId
 * @param layers number of blocks
 * @param dModel width of the residual stream
 * @param maxContext longest sequence, special tokens included
 * @param bosToken the id that config.json names as {@code bos_token_id}, or null
 */
public record ModelInfo(
        String id,
        int layers,
        int dModel,
        int maxContext,
        @Nullable Integer bosToken) {}
