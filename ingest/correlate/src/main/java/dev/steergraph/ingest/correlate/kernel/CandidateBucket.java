package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.CandidateRows;
import dev.steergraph.ingest.correlate.activation.Workers;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.List;

/**
 * The part of the {@link CandidateRows} that a few features of similar density have to visit: without features before
 * them and without activations too weak to matter to them ({@link CandidateFilter#bucket}), stored compactly; and for
 * each of their activations where to begin.
 *
 * @param bandFrom first feature of the band in whose rows they are
 * @param bandTo past the last
 * @param from first of the features
 * @param to past the last
 * @param pages [slice][entry] as in {@link CandidateRows}
 * @param visits [slice][visit] {@link Visit}s, feature by feature
 * @param starts [slice][feature - from] where a feature's visits begin; one more, where the last one's end
 */
record CandidateBucket(int bandFrom, int bandTo, int from, int to, int[][] pages, long[][] visits, int[][] starts) {

    /** Rows that are prefetched together before any of them is added, so that their cache misses overlap. */
    private static final int TOGETHER = 16;

    /** Entries in a cache line. */
    private static final int LINE = 16;

    /**
     * Takes features out of the rows. Buckets must be made in ascending order: features before {@code to} are not in
     * the rows afterwards.
     *
     * @param least [feature - rows.from()] the smallest |q| that counts
     * @param s turns u into q
     */
    static CandidateBucket of(
            PairData data,
            ActivationSource source,
            CandidateRows rows,
            int from,
            int to,
            char[] least,
            double s,
            int threads) {
        List<BucketPage> pages = Workers.run(
                source.slices().all(),
                threads,
                (slice, scratch) -> new BucketPageBuilder(data, source, rows, from, to, least, s, slice).build(),
                slice -> {});
        return new CandidateBucket(
                rows.from(),
                rows.to(),
                from,
                to,
                pages.stream().map(BucketPage::entries).toArray(int[][]::new),
                pages.stream().map(BucketPage::visits).toArray(long[][]::new),
                pages.stream().map(BucketPage::starts).toArray(int[][]::new));
    }

    /**
     * Adds q·q′ of a feature and of those after it. Branches on the length of a row would be mispredicted, which
     * costs more than a few additions of 0, so there are as few as possible.
     *
     * @param list as long as the feature's activations
     * @param sums indexed from the band's first feature
     * @return a value that depends on all prefetching reads; the caller has to consume it, so that they are not
     *     optimised away
     */
    int add(int feature, long[] list, int[] sums) {
        int size = 0;
        for (int slice = 0; slice < visits.length; slice++) {
            int start = starts[slice][feature - from];
            int length = starts[slice][feature - from + 1] - start;
            System.arraycopy(visits[slice], start, list, size, length);
            size += length;
        }
        int touched = 0;
        for (int first = 0; first < size; first += TOGETHER) {
            int end = Math.min(size, first + TOGETHER);
            for (int k = first; k < end; k++) {
                touched |= touch(pages[Visit.page(list[k])], Visit.begin(list[k]), Visit.length(list[k]));
            }
            for (int k = first; k < end; k++) {
                int begin = Visit.begin(list[k]);
                add(pages[Visit.page(list[k])], begin, begin + Visit.length(list[k]), Visit.q(list[k]), sums);
            }
        }
        return touched;
    }

    /** Reads from the first four cache lines; the hardware prefetches those that follow. */
    private static int touch(int[] page, int begin, int length) {
        return page[begin]
                | page[begin + Math.min(length, LINE)]
                | page[begin + Math.min(length, 2 * LINE)]
                | page[begin + Math.min(length, 3 * LINE)];
    }

    /**
     * Four entries are read before any sum is stored: the compiler cannot know that a store leaves the entries alone. It would
     * also take a loop up to {@code <} apart into three, which rows are too short for.
     */
    private static void add(int[] page, int begin, int end, int q, int[] sums) {
        int past = begin + (end - begin + BucketPage.ADDED - 1) / BucketPage.ADDED * BucketPage.ADDED;
        for (int e = begin; e != past; e += BucketPage.ADDED) {
            int a = page[e];
            int b = page[e + 1];
            int c = page[e + 2];
            int d = page[e + 3];
            sums[a >>> 16] += q * (short) a;
            sums[b >>> 16] += q * (short) b;
            sums[c >>> 16] += q * (short) c;
            sums[d >>> 16] += q * (short) d;
        }
    }
}
