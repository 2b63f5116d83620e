package dev.steergraph.core.codes;

import dev.steergraph.core.id.HookPoint;
import java.util.Arrays;

/**
 * Raw activations of one hook point, as rows in which every dimension may fire; read row by row from where they lie, so there
 * may be more than 2³¹ values.
 *
 * @param dSae number of dimensions
 * @param reader copies one row
 */
public record FullRows(HookPoint hook, int dSae, int rows, Reader reader) implements CodeRows {

    /** Copies one row of values, for any threads at the same time. */
    @FunctionalInterface
    public interface Reader {
        void copy(int row, float[] target, int at);
    }

    @Override
    public String sae() {
        return hook.site().shortName() + "-raw";
    }

    /** Row-major values of the rows {@code from} to below {@code to}. */
    public void copy(int from, int to, float[] target) {
        for (int row = from; row < to; row++) {
            reader.copy(row, target, (row - from) * dSae);
        }
    }

    @Override
    public Codes range(int from, int to) {
        int most = Math.multiplyExact(to - from, dSae);
        long[] indptr = new long[to - from + 1];
        int[] indices = new int[most];
        float[] values = new float[most];
        float[] row = new float[dSae];
        int at = 0;
        for (int r = from; r < to; r++) {
            reader.copy(r, row, 0);
            for (int i = 0; i < dSae; i++) {
                if (row[i] != 0) {
                    indices[at] = i;
                    values[at++] = row[i];
                }
            }
            indptr[r - from + 1] = at;
        }
        return new Codes(hook, dSae, to - from, indptr, Arrays.copyOf(indices, at), Arrays.copyOf(values, at));
    }
}
