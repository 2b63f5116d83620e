package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.CodeRowsView;
import dev.steergraph.core.codes.Codes;

/**
 * Ones where a feature fires.
 *
 * @param of the codes
 */
record FiringRows(CodeRows of) implements CodeRowsView {

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
