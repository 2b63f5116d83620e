package dev.steergraph.ingest.correlate.activation;

/** Reusable working memory of one thread. Arrays documented as zero must be zero again when their user is done. */
public final class Scratch {

    private double[] sums = new double[0];
    private int[] candidateSums = new int[0];
    private int[] candidates = new int[0];
    private float[] column = new float[0];
    private long[] marks = new long[0];
    private long[] visits = new long[0];
    private double[] tile = new double[0];
    private int touched;

    /** Zeros. */
    public double[] sums(int size) {
        if (sums.length < size) {
            sums = new double[size];
        }
        return sums;
    }

    /** Zeros. */
    public int[] candidateSums(int size) {
        if (candidateSums.length < size) {
            candidateSums = new int[size];
        }
        return candidateSums;
    }

    /** Of undefined content. */
    public int[] candidates(int size) {
        if (candidates.length < size) {
            candidates = new int[size];
        }
        return candidates;
    }

    /** Of undefined content. */
    public long[] visits(int size) {
        if (visits.length < size) {
            visits = new long[size];
        }
        return visits;
    }

    /** Zeros, one for each row. */
    public float[] column(int rows) {
        if (column.length < rows) {
            column = new float[rows];
        }
        return column;
    }

    /** Sixty-four bits a word, all clear. */
    public long[] marks(int words) {
        if (marks.length < words) {
            marks = new long[words];
        }
        return marks;
    }

    /** Of undefined content. */
    public double[] tile(long size) {
        if (tile.length < size) {
            tile = new double[Math.toIntExact(size)];
        }
        return tile;
    }

    /** Consumes the result of prefetching reads, so that they are not optimised away. */
    public void touched(int found) {
        touched |= found;
    }

    int touched() {
        return touched;
    }
}
