package dev.steergraph.core.codes;

import dev.steergraph.core.id.HookPoint;
import java.util.Arrays;

/**
 * The sparse feature activations of every row at one hook point, in compressed sparse rows. A feature that is not listed in
 * a row is zero there; a listed one "fires". Which document a row belongs to is kept apart, because all hook points share it.
 *
 * @param hook where the activations were read; its layer names the features' layer
 * @param dSae number of features
 * @param rows number of rows
 * @param indptr [rows + 1], row {@code r} is entries {@code indptr[r]} to {@code indptr[r + 1]}
 * @param indices [nnz], ascending in each row, 0 to dSae - 1
 * @param values [nnz], positive for SAE codes, of either sign for raw activations
 */
public record Codes(HookPoint hook, int dSae, int rows, long[] indptr, int[] indices, float[] values)
        implements CodeRows, RowCodes {

    /** @throws IllegalArgumentException if the arrays' lengths contradict each other */
    public Codes {
        if (dSae < 0 || rows < 0 || indptr.length != rows + 1) {
            throw new IllegalArgumentException(
                    hook + ": " + rows + " rows of " + dSae + " features with " + indptr.length + " row offsets");
        }
        if (indptr[0] != 0 || indptr[rows] != indices.length || indices.length != values.length) {
            throw new IllegalArgumentException(hook + ": offsets run from " + indptr[0] + " to " + indptr[rows]
                    + ", but there are " + indices.length + " indices and " + values.length + " values");
        }
    }

    @Override
    public Codes range(int from, int to) {
        if (from == 0 && to == rows) {
            return this;
        }
        long[] offsets = new long[to - from + 1];
        for (int row = from; row <= to; row++) {
            offsets[row - from] = indptr[row] - indptr[from];
        }
        return new Codes(
                hook,
                dSae,
                to - from,
                offsets,
                Arrays.copyOfRange(indices, start(from), start(to)),
                Arrays.copyOfRange(values, start(from), start(to)));
    }

    /** Where a row's entries begin; {@code start(rows)} is where the last row's end. */
    public int start(int row) {
        return Math.toIntExact(indptr[row]);
    }

    @Override
    public float value(int row, int feature) {
        int e = Arrays.binarySearch(indices, start(row), start(row + 1), feature);
        return e >= 0 ? values[e] : 0;
    }
}
