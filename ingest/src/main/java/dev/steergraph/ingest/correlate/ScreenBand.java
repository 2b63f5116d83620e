package dev.steergraph.ingest.correlate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to 65,536 sparse features row by row, four bytes a firing. Rows lie in blocks; a block's entries are written while they
 * are in the cache.
 *
 * @param from first feature
 * @param to past the last
 * @param starts [block][row in block + 1] ends of rows
 * @param entries [block][entry] {@code (feature - from) << 16 | q}, ascending in each row
 * @param places [feature - from][firing] the place of each firing in its row
 */
record ScreenBand(int from, int to, int[][] starts, int[][] entries, char[][] places) {

    private static final int BITS = 12;
    private static final int MASK = (1 << BITS) - 1;

    /** Rows touched one right after the other before any is added, so that memory answers for all of them at once. */
    private static final int TOGETHER = 16;

    /** Entries in a line of the cache. */
    private static final int LINE = 16;

    static ScreenBand of(PairData data, int from, int to, double s, int threads) {
        int blocks = (data.rows() + MASK) >>> BITS;
        ScreenBand band = new ScreenBand(from, to, new int[blocks][], new int[blocks][], new char[to - from][]);
        for (int f = from; f < to; f++) {
            band.places[f - from] = new char[data.firings()[f].length];
        }
        int spans = Math.max(1, Math.min(2 * threads, blocks));
        List<int[]> parts = IntStream.range(0, spans)
                .mapToObj(k -> new int[] {blocks * k / spans, blocks * (k + 1) / spans})
                .toList();
        Workers.run(
                parts,
                threads,
                (part, scratch) -> {
                    band.fill(data, s, part[0], part[1]);
                    return part;
                },
                part -> {});
        return band;
    }

    private void fill(PairData data, double s, int firstBlock, int endBlock) {
        int[] at = new int[to - from];
        for (int f = from; f < to; f++) {
            at[f - from] = firstAtOrAfter(data.firings()[f], (long) firstBlock << BITS);
        }
        for (int b = firstBlock; b < endBlock; b++) {
            long end = (long) (b + 1) << BITS << 32;
            int[] ends = new int[(1 << BITS) + 1];
            for (int f = from; f < to; f++) {
                long[] firings = data.firings()[f];
                for (int k = at[f - from]; k < firings.length && firings[k] < end; k++) {
                    ends[((int) (firings[k] >>> 32) & MASK) + 1]++;
                }
            }
            for (int r = 0; r <= MASK; r++) {
                ends[r + 1] = Math.addExact(ends[r + 1], ends[r]);
            }
            starts[b] = ends;
            entries[b] = new int[ends[MASK + 1]];
            int[] next = Arrays.copyOf(ends, 1 << BITS);
            for (int f = from; f < to; f++) {
                at[f - from] = fill(data.firings()[f], at[f - from], end, f - from, data.scale()[f] * s, b, next);
            }
        }
    }

    private int fill(long[] firings, int first, long end, int feature, double unit, int b, int[] next) {
        int[] block = entries[b];
        int[] begin = starts[b];
        char[] place = places[feature];
        int k = first;
        for (; k < firings.length && firings[k] < end; k++) {
            int row = (int) (firings[k] >>> 32) & MASK;
            int q = (int) Math.rint(FeatureColumns.value(firings[k]) * unit);
            place[k] = (char) (next[row] - begin[row]);
            block[next[row]++] = (feature << 16) | (q & 0xFFFF);
        }
        return k;
    }

    private static int firstAtOrAfter(long[] firings, long row) {
        int at = Arrays.binarySearch(firings, row << 32);
        return at < 0 ? -at - 1 : at;
    }

    int size() {
        return to - from;
    }

    /**
     * Adds q·q′ of one of this band's features and those that follow it.
     *
     * @param sums indexed from this band's first feature
     * @return something made of all that was touched, to be kept somewhere, so that touching is not optimised away
     */
    int addOwn(int feature, long[] firings, int[] sums) {
        char[] place = places[feature - from];
        int touched = 0;
        for (int first = 0; first < firings.length; first += TOGETHER) {
            int end = Math.min(firings.length, first + TOGETHER);
            for (int k = first; k < end; k++) {
                int row = (int) (firings[k] >>> 32);
                touched |= touch(row, starts[row >>> BITS][row & MASK] + place[k]);
            }
            for (int k = first; k < end; k++) {
                int row = (int) (firings[k] >>> 32);
                int[] block = entries[row >>> BITS];
                int[] begin = starts[row >>> BITS];
                int at = begin[row & MASK] + place[k];
                add(block, at + 1, begin[(row & MASK) + 1], (short) block[at], sums);
            }
        }
        return touched;
    }

    /**
     * Adds q·q′ of a feature of an earlier band and all of this band's features.
     *
     * @param unit turns the feature's values into q
     * @return as {@link #addOwn}
     */
    int addOther(long[] firings, double unit, int[] sums) {
        int touched = 0;
        for (int first = 0; first < firings.length; first += TOGETHER) {
            int end = Math.min(firings.length, first + TOGETHER);
            for (int k = first; k < end; k++) {
                int row = (int) (firings[k] >>> 32);
                touched |= touch(row, starts[row >>> BITS][row & MASK]);
            }
            for (int k = first; k < end; k++) {
                int row = (int) (firings[k] >>> 32);
                int[] begin = starts[row >>> BITS];
                int q = (int) Math.rint(FeatureColumns.value(firings[k]) * unit);
                add(entries[row >>> BITS], begin[row & MASK], begin[(row & MASK) + 1], q, sums);
            }
        }
        return touched;
    }

    private int touch(int row, int at) {
        int[] block = entries[row >>> BITS];
        int end = starts[row >>> BITS][(row & MASK) + 1];
        int touched = 0;
        for (int e = at; e < end; e += LINE) {
            touched |= block[e];
        }
        return touched;
    }

    /** Four entries are read before any sum is stored: the compiler cannot know that a store leaves the entries alone. */
    private static void add(int[] block, int at, int end, int q, int[] sums) {
        int e = at;
        for (; e + 3 < end; e += 4) {
            int a = block[e];
            int b = block[e + 1];
            int c = block[e + 2];
            int d = block[e + 3];
            sums[a >>> 16] += q * (short) a;
            sums[b >>> 16] += q * (short) b;
            sums[c >>> 16] += q * (short) c;
            sums[d >>> 16] += q * (short) d;
        }
        for (; e < end; e++) {
            int entry = block[e];
            sums[entry >>> 16] += q * (short) entry;
        }
    }
}
