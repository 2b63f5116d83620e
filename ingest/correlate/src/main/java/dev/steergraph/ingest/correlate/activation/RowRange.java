package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.CodeRowsView;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.codes.RowSubset;

/**
 * Consecutive rows of codes, as if there were no others.
 *
 * @param of all rows
 * @param from the first of them
 * @param rows how many
 */
record RowRange(CodeRows of, int from, int rows) implements CodeRowsView {

    /** Raw activations stay such, so that they are read without looking for zeros. */
    static CodeRows of(CodeRows codes, int from, int rows) {
        return codes instanceof FullRows full
                ? new FullRows(full.hook(), full.dSae(), rows, (row, target, at) -> full.reader()
                        .copy(from + row, target, at))
                : new RowRange(codes, from, rows);
    }

    /** @param chosen ascending rows */
    static CodeRows some(CodeRows codes, int[] chosen) {
        return codes instanceof FullRows full
                ? new FullRows(full.hook(), full.dSae(), chosen.length, (row, target, at) -> full.reader()
                        .copy(chosen[row], target, at))
                : new RowSubset(codes, chosen);
    }

    @Override
    public Codes range(int first, int past) {
        return of.range(from + first, from + past);
    }
}
