package dev.steergraph.core.stage.experiment;

import java.util.List;

/**
 * An experiment in numbers.
 *
 * @param features how many were steered
 * @param cells how many were measured
 * @param relaxed filters that had to give way, in words
 * @param conclusions what follows, a sentence for each primary comparison
 * @param written of how many features texts were written
 */
public record ExperimentResult(int features, int cells, List<String> relaxed, List<String> conclusions, int written) {}
