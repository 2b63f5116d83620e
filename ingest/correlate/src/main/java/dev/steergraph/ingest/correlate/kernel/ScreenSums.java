package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sums of q·q′ over the rows so far, of the features of a bucket with those of a band that they are screened against: of
 * two features of the bucket only with the one that comes later in the rows, and with all features of the band after the
 * bucket. Whole numbers, so that they may be added in any order, and of 32 bits, since {@link CandidateFilter} bounds the
 * total and so every part of it (Cauchy, Schwarz).
 */
final class ScreenSums {

    private static final int[] NONE = {};

    private final int band;
    private final int bandTo;
    private final int from;
    private final int to;

    /** The bucket's features as they come in the rows. */
    private final int[] order;

    /** [feature - from] place in that order. */
    private final int[] rank;

    /** [feature - from] sums with those after it in the order, then with those after the bucket. */
    private final int[][] sums;

    /**
     * @param band first feature of the band
     * @param bandTo past the last
     * @param from first of the bucket's features
     * @param to past the last; not in the midst of the band's begin
     * @param has which of the bucket's features have sums
     */
    ScreenSums(PairData data, int band, int bandTo, int from, int to, IntPredicate has) {
        this.band = band;
        this.bandTo = bandTo;
        this.from = from;
        this.to = to;
        this.order = IntStream.range(from, to)
                .boxed()
                .sorted(Comparator.comparingInt(k -> data.features()[k]))
                .mapToInt(k -> k)
                .toArray();
        this.rank = new int[to - from];
        this.sums = new int[to - from][];
        for (int p = 0; p < order.length; p++) {
            rank[order[p] - from] = p;
            int size = isOwn() ? order.length - 1 - p + bandTo - to : bandTo - band;
            sums[order[p] - from] = has.test(order[p]) ? new int[size] : NONE;
        }
    }

    /** How many sums there would be. */
    static long size(int band, int bandTo, int from, int to) {
        long n = to - from;
        return from >= band ? n * (n - 1) / 2 + n * (bandTo - to) : n * (bandTo - band);
    }

    private boolean isOwn() {
        return from >= band;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Whether the features are of an earlier band, so that they are not in the rows and have to be listed. */
    boolean isListed(int feature) {
        return !isOwn() && feature >= from && feature < to;
    }

    /**
     * Adds the sums of a feature over some rows, and sets them to zero.
     *
     * @param base feature of the first sum
     */
    void take(int feature, int base, int[] of) {
        int[] into = sums[feature - from];
        int at = 0;
        if (isOwn()) {
            for (int p = rank[feature - from] + 1; p < order.length; p++) {
                into[at++] += of[order[p] - base];
            }
        }
        for (int j = isOwn() ? to : band; j < bandTo; j++) {
            into[at++] += of[j - base];
        }
        Arrays.fill(of, Math.max(0, from - base), bandTo - base, 0);
    }

    /**
     * Finds the candidates of a feature, whose sums are then given up.
     *
     * @param of zeros, and zeros again afterwards
     * @param candidates receives the partners
     * @return how many
     */
    int candidates(CandidateScan scan, int feature, int base, int[] of, int[] candidates) {
        int[] all = sums[feature - from];
        int at = 0;
        if (isOwn()) {
            for (int p = rank[feature - from] + 1; p < order.length; p++) {
                of[order[p] - base] = all[at++];
            }
        }
        for (int j = isOwn() ? to : band; j < bandTo; j++) {
            of[j - base] = all[at++];
        }
        sums[feature - from] = NONE;
        int first = Math.max(0, from - base);
        int found = scan.collect(feature, first, bandTo - base, of, candidates);
        Arrays.fill(of, first, bandTo - base, 0);
        return found;
    }
}
