package dev.steergraph.ingest.correlate;

import dev.steergraph.ingest.store.CodeRows;
import dev.steergraph.ingest.store.Codes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The firings of every feature.
 *
 * @param rows number of rows
 * @param firings [feature][firing] {@code row << 32 | bits of the float}, ascending; values are never 0
 */
record FeatureColumns(int rows, long[][] firings) {

    /** Rows read at a time: their codes and what they are spread over stay in the caches. */
    private static final int CHUNK = 4096;

    /** Each thread counts, and then spreads, the rows of one slice; where a slice's firings go is known from the counts. */
    static FeatureColumns of(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        int slices = Math.max(1, Math.min(threads, rows / CHUNK));
        List<Slice> parts = IntStream.range(0, slices)
                .mapToObj(s -> new Slice(
                        (int) ((long) rows * s / slices),
                        (int) ((long) rows * (s + 1) / slices),
                        new int[space.size()]))
                .toList();
        Workers.run(
                parts,
                threads,
                (slice, scratch) -> {
                    slice.count(layers, space);
                    return slice;
                },
                slice -> {});
        long[][] firings = new long[space.size()][];
        for (int f = 0; f < firings.length; f++) {
            int total = 0;
            for (Slice slice : parts) {
                int count = slice.next[f];
                slice.next[f] = total;
                total += count;
            }
            firings[f] = new long[total];
        }
        Workers.run(
                parts,
                threads,
                (slice, scratch) -> {
                    slice.spread(layers, space, firings);
                    return slice;
                },
                slice -> {});
        return new FeatureColumns(rows, firings);
    }

    int active(int feature) {
        return firings[feature].length;
    }

    static long firing(int row, float value) {
        return ((long) row << 32) | (Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
    }

    static int row(long firing) {
        return (int) (firing >>> 32);
    }

    static float value(long firing) {
        return Float.intBitsToFloat((int) firing);
    }

    /** @param next [feature] firings in this slice; then the place of its next one */
    private record Slice(int from, int to, int[] next) {

        void count(List<? extends CodeRows> layers, FeatureSpace space) {
            for (int row = from; row < to; row += CHUNK) {
                for (int k = 0; k < layers.size(); k++) {
                    Codes codes = layers.get(k).range(row, Math.min(to, row + CHUNK));
                    CodesCheck.check(codes, row);
                    int offset = space.offsets()[k];
                    for (int e = 0; e < codes.values().length; e++) {
                        if (codes.values()[e] != 0) {
                            next[offset + codes.indices()[e]]++;
                        }
                    }
                }
            }
        }

        void spread(List<? extends CodeRows> layers, FeatureSpace space, long[][] firings) {
            for (int row = from; row < to; row += CHUNK) {
                for (int k = 0; k < layers.size(); k++) {
                    spread(layers.get(k).range(row, Math.min(to, row + CHUNK)), row, space.offsets()[k], firings);
                }
            }
        }

        private void spread(Codes codes, int first, int offset, long[][] firings) {
            for (int r = 0; r < codes.rows(); r++) {
                int end = codes.start(r + 1);
                for (int e = codes.start(r); e < end; e++) {
                    float value = codes.values()[e];
                    if (value != 0) {
                        int feature = offset + codes.indices()[e];
                        firings[feature][next[feature]++] = firing(first + r, value);
                    }
                }
            }
        }
    }
}
