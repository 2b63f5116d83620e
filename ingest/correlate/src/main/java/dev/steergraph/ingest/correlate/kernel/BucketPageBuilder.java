package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.CandidateRows;
import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.RowSlices;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.Arrays;

/** Builds a {@link BucketPage}; the bucket's own features are taken out of the rows. */
final class BucketPageBuilder {

    private final PairData data;
    private final ActivationSource source;
    private final CandidateRows rows;
    private final int from;
    private final int to;
    private final char[] least;
    private final double s;
    private final int number;
    private final int[] starts;
    private final long[] visits;
    /** [feature - from] place of the next visit. */
    private final int[] at;

    /**
     * @param from first of the bucket's features
     * @param to past the last
     * @param least [feature - rows.from()] the smallest |q| that counts
     * @param s turns u into q
     * @param number of the slice
     */
    BucketPageBuilder(
            PairData data,
            ActivationSource source,
            CandidateRows rows,
            int from,
            int to,
            char[] least,
            double s,
            int number) {
        this.data = data;
        this.source = source;
        this.rows = rows;
        this.from = from;
        this.to = to;
        this.least = least;
        this.s = s;
        this.number = number;
        this.starts = starts();
        this.visits = new long[starts[to - from]];
        this.at = starts.clone();
    }

    private int[] starts() {
        int[][] before = source.before();
        int[] places = new int[to - from + 1];
        for (int k = 0; k < to - from; k++) {
            int f = data.features()[from + k];
            int past = number + 1 < before.length ? before[number + 1][f] : data.active()[from + k];
            places[k + 1] = Math.addExact(places[k], past - before[number][f]);
        }
        return places;
    }

    /** @throws UserError if there are more entries than a page holds */
    BucketPage build() {
        int first = source.slices().block(number);
        int past = source.slices().block(number + 1);
        long size = 0;
        for (int b = first; b < past; b++) {
            size += rows.left(b) + (long) (BucketPage.ADDED - 1) * RowSlices.BLOCK;
        }
        if (size > Visit.PAGE) {
            throw new UserError(size + " activations in a sixteenth of the rows are more than the " + Visit.PAGE
                    + " that can be correlated at once; take fewer rows or layers");
        }
        int[] into = new int[(int) size];
        int[] taken = new int[rows.size() + 1];
        int[] activation = new int[to - from];
        Arrays.setAll(activation, k -> source.before()[number][data.features()[from + k]]);
        int next = 0;
        for (int b = first; b < past; b++) {
            next = from >= rows.from() ? own(b, into, next, taken) : other(b, into, next, activation);
        }
        return new BucketPage(next < size - size / 16 ? Arrays.copyOf(into, next) : into, visits, starts);
    }

    /** The bucket's own features come first in each row and are taken out of the rows. */
    private int own(int b, int[] into, int start, int[] taken) {
        int[] block = rows.entries(b);
        int firstOwn = from - rows.from();
        int pastOwn = to - rows.from();
        int next = start;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            int own = rows.take(b, r, pastOwn, taken);
            int place = next;
            for (int k = 0; k < own; k++) {
                next = keep(taken[k], into, next);
            }
            int end = rows.end(b, r);
            for (int e = rows.begin(b, r); e < end; e++) {
                next = keep(block[e], into, next);
            }
            for (int k = 0; k < own; k++) {
                int f = (taken[k] >>> 16) - firstOwn;
                place += counts(taken[k]);
                visits[at[f]++] = Visit.of(number, place, next - place, taken[k]);
            }
            next = end(into, next);
        }
        return next;
    }

    /** @param activation [feature - from] the next activation */
    private int other(int b, int[] into, int start, int[] activation) {
        int[] block = rows.entries(b);
        int[] begins = new int[RowSlices.BLOCK];
        int[] ends = new int[RowSlices.BLOCK];
        int next = start;
        for (int r = 0; r < RowSlices.BLOCK; r++) {
            begins[r] = next;
            int end = rows.end(b, r);
            for (int e = rows.begin(b, r); e < end; e++) {
                next = keep(block[e], into, next);
            }
            ends[r] = next;
            next = end(into, next);
        }
        long pastRows = (long) (b + 1) << RowSlices.BLOCK_BITS << 32;
        for (int f = from; f < to; f++) {
            long[] activations = data.activations()[f];
            double unit = data.scale()[f] * s;
            int k = activation[f - from];
            for (; k < activations.length && activations[k] < pastRows; k++) {
                int row = FeatureColumns.row(activations[k]) & (RowSlices.BLOCK - 1);
                int q = CandidateRows.whole(FeatureColumns.value(activations[k]), unit);
                visits[at[f - from]++] = Visit.of(number, begins[row], ends[row] - begins[row], q);
            }
            activation[f - from] = k;
        }
        return next;
    }

    /** Writes the entry unconditionally, which costs less than a mispredicted branch. */
    private int keep(int entry, int[] into, int next) {
        into[next] = entry;
        return next + counts(entry);
    }

    private int counts(int entry) {
        return Math.abs((short) entry) >= least[entry >>> 16] ? 1 : 0;
    }

    private static int end(int[] into, int next) {
        for (int k = 0; k < BucketPage.ADDED - 1; k++) {
            into[next + k] = 0;
        }
        return next + BucketPage.ADDED - 1;
    }
}
