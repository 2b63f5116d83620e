package dev.steergraph.ingest.correlate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to 65,536 sparse features row by row, four bytes a firing. Rows lie in blocks, so there may be more than 2³¹ firings; a
 * block's entries are written while they are in the cache.
 *
 * @param from first feature
 * @param to past the last
 * @param begin [block][row in block] where a row's entries begin; moves on as features in front are done with
 * @param end [block][row in block] where they end
 * @param entries [block][entry] {@code (feature - from) << 16 | q}, ascending in each row
 */
record ScreenRows(int from, int to, int[][] begin, int[][] end, int[][] entries) {

    static final int BITS = 12;
    static final int MASK = (1 << BITS) - 1;

    static ScreenRows of(PairData data, int from, int to, double s, int threads) {
        int blocks = (data.rows() + MASK) >>> BITS;
        ScreenRows rows = new ScreenRows(from, to, new int[blocks][], new int[blocks][], new int[blocks][]);
        Workers.run(
                spans(blocks, threads),
                threads,
                (span, scratch) -> {
                    rows.fill(data, s, span[0], span[1]);
                    return span;
                },
                span -> {});
        return rows;
    }

    /** First block and past the last, for each of a few spans of blocks for every thread. */
    static List<int[]> spans(int blocks, int threads) {
        int spans = Math.max(1, Math.min(2 * threads, blocks));
        return IntStream.range(0, spans)
                .mapToObj(k -> new int[] {(int) ((long) blocks * k / spans), (int) ((long) blocks * (k + 1) / spans)})
                .toList();
    }

    /** Of each feature, the first firing at or after a block. */
    static int[] firstIn(int block, long[][] firings, int from, int to) {
        int[] at = new int[to - from];
        for (int f = from; f < to; f++) {
            int found = block == 0 ? 0 : Arrays.binarySearch(firings[f], (long) block << BITS << 32);
            at[f - from] = found < 0 ? -found - 1 : found;
        }
        return at;
    }

    private void fill(PairData data, double s, int firstBlock, int endBlock) {
        int[] at = firstIn(firstBlock, data.firings(), from, to);
        for (int b = firstBlock; b < endBlock; b++) {
            long past = (long) (b + 1) << BITS << 32;
            int[] counts = new int[1 << BITS];
            for (int f = from; f < to; f++) {
                long[] firings = data.firings()[f];
                for (int k = at[f - from]; k < firings.length && firings[k] < past; k++) {
                    counts[(int) (firings[k] >>> 32) & MASK]++;
                }
            }
            int[] next = new int[1 << BITS];
            int total = 0;
            for (int r = 0; r <= MASK; r++) {
                next[r] = total;
                total = Math.addExact(total, counts[r]);
            }
            begin[b] = next.clone();
            end[b] = next;
            entries[b] = new int[total];
            for (int f = from; f < to; f++) {
                at[f - from] =
                        put(data.firings()[f], at[f - from], past, f - from, data.scale()[f] * s, entries[b], next);
            }
        }
    }

    private static int put(long[] firings, int first, long past, int feature, double unit, int[] block, int[] next) {
        int k = first;
        for (; k < firings.length && firings[k] < past; k++) {
            int row = (int) (firings[k] >>> 32) & MASK;
            block[next[row]++] = (feature << 16) | (whole(firings[k], unit) & 0xFFFF);
        }
        return k;
    }

    /** q of a firing. */
    static int whole(long firing, double unit) {
        return (int) Math.rint(FeatureColumns.value(firing) * unit);
    }

    /** Entries of a block that are not behind. */
    int left(int block) {
        int left = 0;
        for (int r = 0; r <= MASK; r++) {
            left += end[block][r] - begin[block][r];
        }
        return left;
    }

    int blocks() {
        return entries.length;
    }

    int size() {
        return to - from;
    }
}
