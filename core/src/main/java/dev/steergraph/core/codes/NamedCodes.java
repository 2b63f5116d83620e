package dev.steergraph.core.codes;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;

/**
 * Codes of a set.
 *
 * @param of the codes
 * @param site where the features belong
 * @param sae the set's name
 */
public record NamedCodes(CodeRows of, FeatureSite site, String sae) implements CodeRows {

    @Override
    public HookPoint hook() {
        return of.hook();
    }

    @Override
    public int dSae() {
        return of.dSae();
    }

    @Override
    public int rows() {
        return of.rows();
    }

    @Override
    public Codes range(int from, int to) {
        return of.range(from, to);
    }
}
