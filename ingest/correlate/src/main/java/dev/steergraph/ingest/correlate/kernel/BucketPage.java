package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.correlate.column.ActivationSource;
import dev.steergraph.ingest.correlate.column.CandidateRows;
import dev.steergraph.ingest.correlate.column.FeatureColumns;
import dev.steergraph.ingest.correlate.column.PairData;
import dev.steergraph.ingest.correlate.column.RowSlices;
import java.util.Arrays;

/**
 * The rows of a slice in a {@link CandidateBucket}.
 *
 * @param number of the slice
 * @param at [feature - from] place of the next visit
 */
record BucketPage(PairData data, CandidateRows rows, int from, int to, char[] least, double s, int number, int[] at) {

    /** Entries that are added at a time. A row is followed by one less of 0, so that the last ones are no special case. */
    static final int ADDED = 4;

    /**
     * The entries; where they begin for each firing of the bucket's features goes into {@code visits}.
     *
     * @throws UserError if there are more than a page holds
     */
    int[] fill(ActivationSource source, long[] visits) {
        int first = source.slices().block(number);
        int past = source.slices().block(number + 1);
        long size = 0;
        for (int b = first; b < past; b++) {
            size += rows.left(b) + (long) (ADDED - 1) * RowSlices.BLOCK;
        }
        if (size > Visit.PAGE) {
            throw new UserError(size + " firings in a sixteenth of the rows are more than the " + Visit.PAGE
                    + " that can be correlated at once; take fewer rows or layers");
        }
        int[] into = new int[(int) size];
        int[] owned = new int[rows.size() + 1];
        int[] firing = new int[to - from];
        Arrays.setAll(firing, k -> source.before()[number][data.features()[from + k]]);
        int next = 0;
        for (int b = first; b < past; b++) {
            next = from >= rows.from() ? own(b, into, next, visits, owned) : other(b, into, next, visits, firing);
        }
        return next < size - size / 16 ? Arrays.copyOf(into, next) : into;
    }

    /** The bucket's own features come first in each row, and leave the rows; they are not foreseeable, so nothing branches. */
    private int own(int b, int[] into, int start, long[] visits, int[] owned) {
        int[] block = rows.entries()[b];
        int firstOwn = from - rows.from();
        int pastOwn = to - rows.from();
        int next = start;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            int begin = rows.begin()[b][r];
            int end = rows.end()[b][r];
            int left = begin;
            int own = 0;
            for (int e = begin; e < end; e++) {
                int entry = block[e];
                int is = entry >>> 16 < pastOwn ? 1 : 0;
                owned[own] = entry;
                block[left] = entry;
                own += is;
                left += 1 - is;
            }
            rows.end()[b][r] = left;
            int place = next;
            for (int k = 0; k < own; k++) {
                next = keep(owned[k], into, next);
            }
            for (int e = begin; e < left; e++) {
                next = keep(block[e], into, next);
            }
            for (int k = 0; k < own; k++) {
                int f = (owned[k] >>> 16) - firstOwn;
                place += counts(owned[k]);
                visits[at[f]++] = Visit.of(number, place, next - place, owned[k]);
            }
            next = end(into, next);
        }
        return next;
    }

    /** @param firing [feature - from] the next firing */
    private int other(int b, int[] into, int start, long[] visits, int[] firing) {
        int[] block = rows.entries()[b];
        int[] begins = new int[RowSlices.BLOCK];
        int[] ends = new int[RowSlices.BLOCK];
        int next = start;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            begins[r] = next;
            for (int e = rows.begin()[b][r]; e < rows.end()[b][r]; e++) {
                next = keep(block[e], into, next);
            }
            ends[r] = next;
            next = end(into, next);
        }
        long pastRows = (long) (b + 1) << RowSlices.BLOCK_BITS << 32;
        for (int f = from; f < to; f++) {
            long[] firings = data.firings()[f];
            double unit = data.scale()[f] * s;
            int k = firing[f - from];
            for (; k < firings.length && firings[k] < pastRows; k++) {
                int row = FeatureColumns.row(firings[k]) & (RowSlices.BLOCK - 1);
                int q = CandidateRows.whole(FeatureColumns.value(firings[k]), unit);
                visits[at[f - from]++] = Visit.of(number, begins[row], ends[row] - begins[row], q);
            }
            firing[f - from] = k;
        }
        return next;
    }

    /** Written in any case, which costs less than to guess wrongly whether it counts. */
    private int keep(int entry, int[] into, int next) {
        into[next] = entry;
        return next + counts(entry);
    }

    private int counts(int entry) {
        return Math.abs((short) entry) >= least[entry >>> 16] ? 1 : 0;
    }

    private static int end(int[] into, int next) {
        for (int k = 0; k < ADDED - 1; k++) {
            into[next + k] = 0;
        }
        return next + ADDED - 1;
    }
}
