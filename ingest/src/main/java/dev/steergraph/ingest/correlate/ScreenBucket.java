package dev.steergraph.ingest.correlate;

import java.util.List;

/**
 * What a few features of like density need to see of the {@link ScreenRows}: no feature in front of them, no firing too weak
 * to matter to them ({@link Screen#bucket}), all of it close together; and for each of their firings where to begin.
 *
 * @param rows the band
 * @param from first of the features
 * @param to past the last
 * @param pages [page][entry] as in {@link ScreenRows}
 * @param visits [feature - from][firing] {@link Visit}s
 */
record ScreenBucket(ScreenRows rows, int from, int to, int[][] pages, long[][] visits) {

    /** Rows touched one right after the other before any is added, so that memory answers for all of them at once. */
    private static final int TOGETHER = 16;

    /** Entries in a line of the cache. */
    private static final int LINE = 16;

    /**
     * Features are to be taken in ascending order: what lies in front of {@code to} is not seen again in these rows.
     *
     * @param least [feature - rows.from()] the least |q| that counts
     * @param s turns u into q
     */
    static ScreenBucket of(PairData data, ScreenRows rows, int from, int to, char[] least, double s, int threads) {
        List<BucketPage> pages = BucketPage.all(data, rows, from, to, least, s, threads);
        ScreenBucket bucket = new ScreenBucket(rows, from, to, new int[pages.size()][], new long[to - from][]);
        for (int f = from; f < to; f++) {
            bucket.visits[f - from] = new long[data.firings()[f].length];
        }
        Workers.run(
                pages,
                threads,
                (page, scratch) -> {
                    bucket.pages[page.number()] = page.fill(bucket.visits);
                    return page;
                },
                page -> {});
        return bucket;
    }

    /**
     * Adds q·q′ of a feature and of those behind it. Branches that depend on how long a row is would be guessed wrongly, at a
     * higher price than a few additions of 0: there are as few as can be.
     *
     * @param sums indexed from the band's first feature
     * @return something made of all that was touched, to be kept somewhere, so that touching is not optimised away
     */
    int add(int feature, int[] sums) {
        long[] list = visits[feature - from];
        int touched = 0;
        for (int first = 0; first < list.length; first += TOGETHER) {
            int end = Math.min(list.length, first + TOGETHER);
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

    /** The first four lines; what follows them comes by itself. */
    private static int touch(int[] page, int begin, int length) {
        return page[begin]
                | page[begin + Math.min(length, LINE)]
                | page[begin + Math.min(length, 2 * LINE)]
                | page[begin + Math.min(length, 3 * LINE)];
    }

    /** Four entries are read before any sum is stored: the compiler cannot know that a store leaves the entries alone. */
    private static void add(int[] page, int begin, int end, int q, int[] sums) {
        for (int e = begin; e < end; e += BucketPage.ADDED) {
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
