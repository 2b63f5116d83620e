package dev.steergraph.core.codes;

import dev.steergraph.core.id.FeatureSite;

/**
 * Codes of a set.
 *
 * @param of the codes
 * @param site where the features belong
 * @param sae the set's name
 */
public record NamedCodes(CodeRows of, FeatureSite site, String sae) implements CodeRowsView {}
