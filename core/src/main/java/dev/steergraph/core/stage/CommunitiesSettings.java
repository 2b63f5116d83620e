package dev.steergraph.core.stage;

/**
 * What decides the communities of a loaded run.
 *
 * @param correlations checksum of the run's edges and features
 * @param seed of Leiden's random choices and of the map
 */
public record CommunitiesSettings(String correlations, long seed) {}
