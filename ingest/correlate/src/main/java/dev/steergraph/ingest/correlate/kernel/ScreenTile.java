package dev.steergraph.ingest.correlate.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Buckets of a band whose sums are in memory at the same time.
 *
 * @param band first feature of the band
 * @param bandTo past the last
 * @param ends ends of the buckets, ascending
 * @param from first feature of the first one
 */
record ScreenTile(int band, int bandTo, int from, List<Integer> ends) {

    /** Features that are taken even where their sums are more than is allowed; one task's. */
    private static final int LEAST = 16;

    /** First feature of the rows that are visited: those before it have no further pairs. */
    int base() {
        return Math.max(band, from);
    }

    int to() {
        return ends.get(ends.size() - 1);
    }

    /**
     * Tiles that cover every pair of sparse features once.
     *
     * @param most sums of a tile
     */
    static List<ScreenTile> of(CandidateFilter filter, int sparse, long most) {
        List<ScreenTile> tiles = new ArrayList<>();
        for (int band = 0; band < sparse; band += CandidateFilter.BAND) {
            int bandTo = Math.min(sparse, band + CandidateFilter.BAND);
            ScreenTile open = new ScreenTile(band, bandTo, 0, new ArrayList<>());
            long left = most;
            int from = 0;
            for (int end : filter.buckets(band, bandTo)) {
                while (from < end) {
                    int to = fitting(band, bandTo, from, end, left);
                    if (to - from < Math.min(LEAST, end - from) && !open.ends.isEmpty()) {
                        tiles.add(open);
                        open = new ScreenTile(band, bandTo, from, new ArrayList<>());
                        left = most;
                        continue;
                    }
                    to = Math.max(to, Math.min(end, from + LEAST));
                    open.ends.add(to);
                    left = Math.max(0, left - ScreenSums.size(band, bandTo, from, to));
                    from = to;
                }
            }
            tiles.add(open);
        }
        return tiles;
    }

    /** The largest end of a bucket whose sums are at most so many. */
    private static int fitting(int band, int bandTo, int from, int end, long most) {
        int low = from;
        int high = end;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ScreenSums.size(band, bandTo, from, middle) <= most) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
