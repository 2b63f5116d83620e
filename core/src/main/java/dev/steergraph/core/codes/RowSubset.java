package dev.steergraph.core.codes;

import java.util.Arrays;

/**
 * Some rows of codes, as if there were no others.
 *
 * @param of all rows
 * @param chosen which of them, ascending
 */
public record RowSubset(CodeRows of, int[] chosen) implements CodeRowsView {

    @Override
    public int rows() {
        return chosen.length;
    }

    @Override
    public Codes range(int from, int to) {
        if (from == to) {
            return new Codes(hook(), dSae(), 0, new long[1], new int[0], new float[0]);
        }
        int first = chosen[from];
        Codes all = of.range(first, chosen[to - 1] + 1);
        long[] indptr = new long[to - from + 1];
        int[] indices = new int[all.indices().length];
        float[] values = new float[indices.length];
        int size = 0;
        for (int row = from; row < to; row++) {
            int start = all.start(chosen[row] - first);
            int length = all.start(chosen[row] - first + 1) - start;
            System.arraycopy(all.indices(), start, indices, size, length);
            System.arraycopy(all.values(), start, values, size, length);
            size += length;
            indptr[row - from + 1] = size;
        }
        return new Codes(hook(), dSae(), to - from, indptr, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }
}
