package dev.steergraph.ingest.correlate;

/** Working memory of one thread. */
final class Scratch {

    private double[] sums = new double[0];
    private long[] marks = new long[0];

    /** Zeros; whoever uses them leaves zeros behind. */
    double[] sums(int size) {
        if (sums.length < size) {
            sums = new double[size];
        }
        return sums;
    }

    /** One bit per row, all clear; whoever sets bits clears them. */
    long[] marks(int rows) {
        if (marks.length < Bits.words(rows)) {
            marks = new long[Bits.words(rows)];
        }
        return marks;
    }
}
