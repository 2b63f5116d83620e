package dev.steergraph.ingest.correlate;

import dev.steergraph.cypher.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of rows of a {@link ScreenBucket} that lie in one array.
 *
 * @param number of the page
 * @param first first block
 * @param past past the last
 */
record BucketPage(
        PairData data, ScreenRows rows, int from, int to, char[] least, double s, int number, int first, int past) {

    /** Entries that are added at a time. A row is followed by one less of 0, so that the last ones are no special case. */
    static final int ADDED = 4;

    private static final int ROW = 1 << ScreenRows.BITS;

    /** All pages: a few for every thread, and more where one would be too long. */
    static List<BucketPage> all(PairData data, ScreenRows rows, int from, int to, char[] least, double s, int threads) {
        List<BucketPage> pages = new ArrayList<>();
        long[] left = new long[rows.blocks() + 1];
        for (int b = 0; b < rows.blocks(); b++) {
            left[b + 1] = left[b] + size(rows, b);
        }
        for (int[] span : ends(left, Math.min(Visit.PAGES / 2, 2 * threads))) {
            pages.add(new BucketPage(data, rows, from, to, least, s, pages.size(), span[0], span[1]));
        }
        return pages;
    }

    /**
     * @param left [block + 1] entries in front of each block, and at the end, all
     * @param parts how many pages there should be, if that many hold them
     * @return first block and past the last, of each page
     * @throws UserError if there are more entries than all pages hold
     */
    static List<int[]> ends(long[] left, int parts) {
        int blocks = left.length - 1;
        long most = Math.min(Visit.PAGE, Math.max(1, (left[blocks] + parts - 1) / parts));
        List<int[]> ends = new ArrayList<>();
        for (int first = 0; first < blocks; ) {
            int past = first + 1;
            while (past < blocks && left[past + 1] - left[first] <= most) {
                past++;
            }
            ends.add(new int[] {first, past});
            first = past;
        }
        if (ends.size() > Visit.PAGES) {
            throw new UserError(left[blocks] + " firings of one band of features are more than the "
                    + (long) Visit.PAGE * Visit.PAGES + " that can be correlated at once; take fewer rows or layers.");
        }
        return ends;
    }

    /** The entries; where they begin for each firing of the bucket's features goes into {@code visits}. */
    int[] fill(long[][] visits) {
        int size = 0;
        for (int b = first; b < past; b++) {
            size += size(rows, b);
        }
        int[] into = new int[size];
        int[] at = ScreenRows.firstIn(first, data.firings(), from, to);
        int next = 0;
        for (int b = first; b < past; b++) {
            next = from >= rows.from() ? own(b, into, next, visits, at) : other(b, into, next, visits, at);
        }
        return into;
    }

    private static int size(ScreenRows rows, int block) {
        return rows.left(block) + (ADDED - 1) * ROW;
    }

    /** Rows begin with the bucket's own features. */
    private int own(int b, int[] into, int start, long[][] visits, int[] at) {
        int[] block = rows.entries()[b];
        int[] begin = rows.begin()[b];
        int firstOwn = from - rows.from();
        int pastOwn = to - rows.from();
        int[] behind = new int[to - from];
        int next = start;
        for (int r = 0; r <= ScreenRows.MASK; r++) {
            int end = rows.end()[b][r];
            int e = begin[r];
            int owned = e;
            for (; owned < end && block[owned] >>> 16 < pastOwn; owned++) {
                next = keep(block[owned], into, next);
                behind[owned - e] = next;
            }
            for (int k = owned; k < end; k++) {
                next = keep(block[k], into, next);
            }
            for (int k = e; k < owned; k++) {
                int f = (block[k] >>> 16) - firstOwn;
                int place = behind[k - e];
                visits[f][at[f]++] = Visit.of(number, place, next - place, block[k]);
            }
            begin[r] = owned;
            next = end(into, next);
        }
        return next;
    }

    private int other(int b, int[] into, int start, long[][] visits, int[] at) {
        int[] block = rows.entries()[b];
        int[] begins = new int[ROW];
        int[] ends = new int[ROW];
        int next = start;
        for (int r = 0; r <= ScreenRows.MASK; r++) {
            begins[r] = next;
            for (int e = rows.begin()[b][r]; e < rows.end()[b][r]; e++) {
                next = keep(block[e], into, next);
            }
            ends[r] = next;
            next = end(into, next);
        }
        long pastRows = (long) (b + 1) << ScreenRows.BITS << 32;
        for (int f = from; f < to; f++) {
            long[] firings = data.firings()[f];
            double unit = data.scale()[f] * s;
            int k = at[f - from];
            for (; k < firings.length && firings[k] < pastRows; k++) {
                int row = FeatureColumns.row(firings[k]) & ScreenRows.MASK;
                visits[f - from][k] =
                        Visit.of(number, begins[row], ends[row] - begins[row], ScreenRows.whole(firings[k], unit));
            }
            at[f - from] = k;
        }
        return next;
    }

    /** Written in any case, which costs less than to guess wrongly whether it counts. */
    private int keep(int entry, int[] into, int next) {
        into[next] = entry;
        return next + (Math.abs((short) entry) >= least[entry >>> 16] ? 1 : 0);
    }

    private static int end(int[] into, int next) {
        for (int k = 0; k < ADDED - 1; k++) {
            into[next + k] = 0;
        }
        return next + ADDED - 1;
    }
}
