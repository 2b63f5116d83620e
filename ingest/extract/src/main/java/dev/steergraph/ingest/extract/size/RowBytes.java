package dev.steergraph.ingest.extract.size;

import java.util.List;

/** Bytes of a row on disk, as far as they are known; texts of documents are not. */
public record RowBytes(double tokens, double activations, double codes) {

    /** Its id, document and position. */
    private static final int TOKENS = Integer.BYTES + Long.BYTES + Integer.BYTES;

    /** Of each set, the end of the row and its document. */
    private static final int CODES = Long.BYTES + Integer.BYTES;

    /**
     * Of rows that an extraction writes.
     *
     * @param values of the activations of a row that are kept
     * @param l0 active features of a row in each set
     */
    public static RowBytes extracted(long values, List<Double> l0) {
        return new RowBytes(TOKENS, (double) values * Float.BYTES, codes(l0));
    }

    /** Of rows that are encoded from stored activations. @param l0 active features of a row in each set */
    public static RowBytes encoded(List<Double> l0) {
        return new RowBytes(0, 0, codes(l0));
    }

    private static double codes(List<Double> l0) {
        return l0.stream()
                .mapToDouble(active -> CODES + active * (Integer.BYTES + Float.BYTES))
                .sum();
    }

    double sum() {
        return tokens + activations + codes;
    }
}
