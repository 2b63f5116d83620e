package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;

/**
 * Sparse features row by row in full precision, and for every activation of a feature its position there, so that a
 * sweep over a feature's rows can start right after the feature. Rows are stored in blocks, so there may be more than
 * 2³¹ activations.
 */
final class RowIndex {

    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;

    /** [block][row in block + 1] ends of rows. */
    private final int[][] starts;

    /** [block][entry] {@code feature << 32 | bits of the float}, ascending in each row. */
    private final long[][] entries;

    /** [feature][activation] {@code row << 32 | place in the block}, ascending. */
    private final long[][] places;

    private RowIndex(int[][] starts, long[][] entries, long[][] places) {
        this.starts = starts;
        this.entries = entries;
        this.places = places;
    }

    static RowIndex of(PairData data) {
        int blocks = (data.rows() + MASK) >>> BITS;
        int[][] starts = new int[blocks][(1 << BITS) + 1];
        for (long[] activations : data.activations()) {
            for (long activation : activations) {
                int row = FeatureColumns.row(activation);
                starts[row >>> BITS][(row & MASK) + 1]++;
            }
        }
        long[][] entries = new long[blocks][];
        int[][] next = new int[blocks][];
        for (int b = 0; b < blocks; b++) {
            for (int r = 0; r <= MASK; r++) {
                starts[b][r + 1] = Math.addExact(starts[b][r + 1], starts[b][r]);
            }
            entries[b] = new long[starts[b][MASK + 1]];
            next[b] = starts[b].clone();
        }
        long[][] places = new long[data.sparse()][];
        for (int f = 0; f < places.length; f++) {
            long[] activations = data.activations()[f];
            places[f] = new long[activations.length];
            for (int k = 0; k < activations.length; k++) {
                int row = FeatureColumns.row(activations[k]);
                int place = next[row >>> BITS][row & MASK]++;
                entries[row >>> BITS][place] = ((long) f << 32) | (activations[k] & 0xFFFFFFFFL);
                places[f][k] = ((long) row << 32) | place;
            }
        }
        return new RowIndex(starts, entries, places);
    }

    int features() {
        return places.length;
    }

    /** Ascending {@code row << 32 | place} of a feature's activations. */
    long[] places(int feature) {
        return places[feature];
    }

    /** The entries among which a row lies. */
    long[] block(int row) {
        return entries[row >>> BITS];
    }

    int end(int row) {
        return starts[row >>> BITS][(row & MASK) + 1];
    }
}
