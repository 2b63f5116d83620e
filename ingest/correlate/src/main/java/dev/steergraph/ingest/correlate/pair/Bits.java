package dev.steergraph.ingest.correlate.pair;

/** Sets of rows, one bit each. */
final class Bits {

    private Bits() {}

    static int words(int rows) {
        return (rows + 63) >>> 6;
    }

    static void set(long[] bits, int row) {
        bits[row >>> 6] |= 1L << row;
    }

    static boolean get(long[] bits, int row) {
        return (bits[row >>> 6] & (1L << row)) != 0;
    }

    /** Rows on which a column is not zero. */
    static long[] nonZero(float[] column) {
        long[] bits = new long[words(column.length)];
        for (int row = 0; row < column.length; row++) {
            if (column[row] != 0) {
                set(bits, row);
            }
        }
        return bits;
    }
}
