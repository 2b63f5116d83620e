package dev.steergraph.ingest.correlate.activation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows divided into a few ranges of whole blocks, on which threads work in parallel. The ranges depend on the number
 * of rows alone, so that sums taken slice by slice are the same for any number of threads.
 *
 * @param rows number of rows
 * @param count number of slices
 */
public record RowSlices(int rows, int count) {

    /** Base-2 logarithm of the rows that are read and written together. */
    public static final int BLOCK_BITS = 10;

    public static final int BLOCK = 1 << BLOCK_BITS;

    private static final int MAX_SLICES = 16;

    static RowSlices of(int rows) {
        return new RowSlices(rows, Math.max(1, Math.min(MAX_SLICES, blocks(rows))));
    }

    private static int blocks(int rows) {
        return (int) (((long) rows + BLOCK - 1) >>> BLOCK_BITS);
    }

    int blocks() {
        return blocks(rows);
    }

    /** First block of a slice; of {@code count}, past the last. */
    public int block(int slice) {
        return (int) ((long) blocks() * slice / count);
    }

    /** First row of a slice; of {@code count}, past the last. */
    int row(int slice) {
        return (int) Math.min(rows, (long) block(slice) << BLOCK_BITS);
    }

    public List<Integer> all() {
        return IntStream.range(0, count).boxed().toList();
    }
}
