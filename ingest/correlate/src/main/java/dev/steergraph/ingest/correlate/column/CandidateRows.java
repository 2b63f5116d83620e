package dev.steergraph.ingest.correlate.column;

/**
 * Up to 65,536 sparse features row by row, four bytes a firing. Rows lie in blocks, so there may be more than 2³¹ firings. In
 * each row they have the order of the {@link FeatureSpace}.
 *
 * @param from first feature
 * @param to past the last
 * @param begin [block][row in block] where a row's entries begin
 * @param end [block][row in block] where they end; comes nearer as features are done with
 * @param entries [block][entry] {@code (feature - from) << 16 | q}
 */
public record CandidateRows(int from, int to, int[][] begin, int[][] end, int[][] entries) {

    static CandidateRows empty(int from, int to, int blocks) {
        return new CandidateRows(from, to, new int[blocks][], new int[blocks][], new int[blocks][]);
    }

    static int entry(int feature, float value, double unit) {
        return (feature << 16) | (whole(value, unit) & 0xFFFF);
    }

    /** q of a value. */
    public static int whole(float value, double unit) {
        return (int) Math.rint(value * unit);
    }

    /** Entries of a block that are still there. */
    public int left(int block) {
        int left = 0;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            left += end[block][r] - begin[block][r];
        }
        return left;
    }

    public int size() {
        return to - from;
    }
}
