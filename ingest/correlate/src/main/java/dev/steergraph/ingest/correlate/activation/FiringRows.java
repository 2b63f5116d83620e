package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;

/**
 * Ones where a feature fires.
 *
 * @param of the codes
 */
record FiringRows(CodeRows of) implements CodeRows {

    @Override
    public HookPoint hook() {
        return of.hook();
    }

    @Override
    public FeatureSite site() {
        return of.site();
    }

    @Override
    public String sae() {
        return of.sae();
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
        Codes codes = of.range(from, to);
        float[] ones = new float[codes.values().length];
        for (int e = 0; e < ones.length; e++) {
            ones[e] = codes.values()[e] != 0 ? 1 : 0;
        }
        return new Codes(codes.hook(), codes.dSae(), codes.rows(), codes.indptr(), codes.indices(), ones);
    }
}
