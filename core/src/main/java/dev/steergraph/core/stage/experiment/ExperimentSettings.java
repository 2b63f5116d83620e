package dev.steergraph.core.stage.experiment;

/**
 * What decides the result of an experiment.
 *
 * @param features how many are steered
 * @param tuning whether they are of those that are set apart for trying things out
 * @param arms separated by commas
 * @param strengths separated by commas
 * @param tokens of a cell, at least
 * @param seed of everything random
 * @param ridge of the arms that hold back what was measured
 * @param follow what share of the way neighbours follow in the arms in which they do
 * @param quick whether filters may be relaxed
 * @param correlations checksum of the run's correlations
 */
public record ExperimentSettings(
        int features,
        boolean tuning,
        String arms,
        String strengths,
        long tokens,
        long seed,
        double ridge,
        double follow,
        boolean quick,
        String correlations) {}
