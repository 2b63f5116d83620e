package dev.steergraph.analytics.path;

/**
 * A feature as paths see it.
 *
 * @param key its key in the graph, unique
 * @param layer the block, counted from 0
 */
public record FeatureNode(String key, int layer) {}
