package dev.steergraph.ingest.correlate.activation;

/**
 * Up to 65,536 sparse features row by row, four bytes an activation. Rows lie in blocks, so there may be more than 2³¹ activations. In
 * each row they have the order of the {@link FeatureSpace}. They are worked off: {@link #take} removes the features that are
 * done with, so that nobody visits them again. Different blocks may be worked on by different threads.
 */
public final class CandidateRows {

    private final int from;
    private final int to;

    /** [block][row in block] where a row's entries begin. */
    private final int[][] begin;

    /** [block][row in block] where they end; comes nearer as features are taken. */
    private final int[][] end;

    /** [block][entry] {@code (feature - from) << 16 | q}. */
    private final int[][] entries;

    CandidateRows(int from, int to, int blocks) {
        this.from = from;
        this.to = to;
        this.begin = new int[blocks][];
        this.end = new int[blocks][];
        this.entries = new int[blocks][];
    }

    /** Sets the entries of a block; the arrays are the rows' own from now on. */
    void set(int block, int[] begins, int[] ends, int[] all) {
        begin[block] = begins;
        end[block] = ends;
        entries[block] = all;
    }

    static int entry(int feature, float value, double unit) {
        return (feature << 16) | (whole(value, unit) & 0xFFFF);
    }

    /** q of a value. */
    public static int whole(float value, double unit) {
        return (int) Math.rint(value * unit);
    }

    /** First feature. */
    public int from() {
        return from;
    }

    /** Past the last feature. */
    public int to() {
        return to;
    }

    public int size() {
        return to - from;
    }

    /** Entries of a block that are still there. */
    public int left(int block) {
        int left = 0;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            left += end[block][r] - begin[block][r];
        }
        return left;
    }

    /** Entries of a block, of which {@link #begin} and {@link #end} tell those of a row; to be read only. */
    public int[] entries(int block) {
        return entries[block];
    }

    public int begin(int block, int row) {
        return begin[block][row];
    }

    public int end(int block, int row) {
        return end[block][row];
    }

    /**
     * Takes the entries of some features out of a row; those that stay move together. Which they are is not foreseeable, so
     * nothing branches.
     *
     * @param past takes the features before this one, counted from {@link #from}
     * @param taken where their entries go; has a place more than there can be
     * @return how many there are
     */
    public int take(int block, int row, int past, int[] taken) {
        int[] all = entries[block];
        int first = begin[block][row];
        int last = end[block][row];
        int left = first;
        int count = 0;
        for (int e = first; e < last; e++) {
            int entry = all[e];
            int is = entry >>> 16 < past ? 1 : 0;
            taken[count] = entry;
            all[left] = entry;
            count += is;
            left += 1 - is;
        }
        end[block][row] = left;
        return count;
    }
}
