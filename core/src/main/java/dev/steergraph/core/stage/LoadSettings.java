package dev.steergraph.core.stage;

/**
 * What decides what a database holds of a run.
 *
 * @param correlations checksum of the run's edges and features, and of the settings that say what they are
 */
public record LoadSettings(String correlations) {}
