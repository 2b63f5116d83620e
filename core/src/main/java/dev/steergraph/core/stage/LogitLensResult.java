package dev.steergraph.core.stage;

import java.util.List;

/**
 * Which features have a logit lens.
 *
 * @param sets ids of sets of codes whose features' top tokens are known
 * @param setsWithout ids of those whose features do not write to the residual stream
 * @param vocabulary tokens of the model
 */
public record LogitLensResult(List<String> sets, List<String> setsWithout, int vocabulary) {}
