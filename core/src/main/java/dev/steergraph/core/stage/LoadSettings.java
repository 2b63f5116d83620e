package dev.steergraph.core.stage;

/**
 * What decides what a database holds of a run.
 *
 * @param correlations checksum of the run's edges and features
 */
public record LoadSettings(String correlations) {}
