package dev.steergraph.ingest.correlate.activation;

/**
 * Up to 65,536 sparse features row by row, four bytes an activation. Rows are stored in blocks, so there may be more
 * than 2³¹ activations. Within a row, entries are in the order of the {@code FeatureSpace}. The object is mutable:
 * {@link #take} removes features that need not be visited again. Each block may be used by one thread at a time.
 */
public final class CandidateRows {

    private final int from;
    private final int to;

    /** [block][row in block] where a row's entries begin. */
    private final int[][] begin;

    /** [block][row in block] where a row's entries end; decreases as features are taken. */
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

    /** Sets the entries of a block and takes ownership of the arrays. */
    void set(int block, int[] begins, int[] ends, int[] all) {
        begin[block] = begins;
        end[block] = ends;
        entries[block] = all;
    }

    static int entry(int feature, float value, double unit) {
        return (feature << 16) | (whole(value, unit) & 0xFFFF);
    }

    /** A value as q, rounded to the nearest integer. */
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

    /** Number of entries of a block that have not been taken. */
    public int left(int block) {
        int left = 0;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            left += end[block][r] - begin[block][r];
        }
        return left;
    }

    /** Entries of a block, read-only; {@link #begin} and {@link #end} delimit those of a row. */
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
     * Removes the entries of some features from a row and closes the gaps. Written without branches, since which
     * entries match is unpredictable.
     *
     * @param past features below this number, counted from {@link #from}, are taken
     * @param taken receives their entries; one longer than the largest possible number of them
     * @return number of entries taken
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
