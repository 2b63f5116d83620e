package dev.steergraph.ingest.correlate.activation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Activations stored feature by feature, as after a permutation. */
public record ColumnActivations(FeatureColumns columns, RowSlices slices, int[][] before, int threads)
        implements ActivationSource {

    public static ColumnActivations of(FeatureColumns columns, int threads) {
        RowSlices slices = RowSlices.of(columns.rows());
        int[][] before = new int[slices.count()][columns.activations().length];
        for (int slice = 1; slice < slices.count(); slice++) {
            for (int f = 0; f < columns.activations().length; f++) {
                before[slice][f] = firstAtOrAfter(columns.activations()[f], slices.row(slice));
            }
        }
        return new ColumnActivations(columns, slices, before, threads);
    }

    private static int firstAtOrAfter(long[] activations, int row) {
        int found = Arrays.binarySearch(activations, (long) row << 32);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public int[] active() {
        return Arrays.stream(columns.activations())
                .mapToInt(list -> list.length)
                .toArray();
    }

    @Override
    public long[][] lists(int[] features) {
        long[][] lists = new long[features.length][];
        Arrays.setAll(lists, k -> columns.activations()[features[k]]);
        return lists;
    }

    @Override
    public float[][] full(int[] features) {
        float[][] full = new float[features.length][columns.rows()];
        for (int k = 0; k < features.length; k++) {
            columns.spread(features[k], full[k]);
        }
        return full;
    }

    @Override
    public CandidateRows rows(int from, int[] features, double[] units) {
        CandidateRows rows = new CandidateRows(from, from + features.length, slices.blocks());
        int[] order = IntStream.range(0, features.length)
                .boxed()
                .sorted(Comparator.comparingInt(k -> features[k]))
                .mapToInt(k -> k)
                .toArray();
        Workers.run(
                slices.all(),
                threads,
                (slice, scratch) -> {
                    fill(rows, features, units, order, slice);
                    return slice;
                },
                slice -> {});
        return rows;
    }

    /** @param order positions of the features in ascending order of their numbers in the {@code FeatureSpace} */
    private void fill(CandidateRows rows, int[] features, double[] units, int[] order, int slice) {
        int[] at = new int[order.length];
        Arrays.setAll(at, k -> before[slice][features[order[k]]]);
        for (int b = slices.block(slice); b < slices.block(slice + 1); b++) {
            long past = (long) (b + 1) << RowSlices.BLOCK_BITS << 32;
            int[] next = new int[RowSlices.BLOCK];
            for (int k = 0; k < at.length; k++) {
                long[] activations = columns.activations()[features[order[k]]];
                for (int e = at[k]; e < activations.length && activations[e] < past; e++) {
                    next[rowOf(activations[e])]++;
                }
            }
            int total = 0;
            for (int r = 0; r < RowSlices.BLOCK; r++) {
                int count = next[r];
                next[r] = total;
                total = Math.addExact(total, count);
            }
            int[] begin = next.clone();
            int[] entries = new int[total];
            for (int k = 0; k < at.length; k++) {
                long[] activations = columns.activations()[features[order[k]]];
                at[k] = put(activations, at[k], past, order[k], units[order[k]], entries, next);
            }
            rows.set(b, begin, next, entries);
        }
    }

    private static int put(
            long[] activations, int first, long past, int feature, double unit, int[] block, int[] next) {
        int k = first;
        for (; k < activations.length && activations[k] < past; k++) {
            block[next[rowOf(activations[k])]++] =
                    CandidateRows.entry(feature, FeatureColumns.value(activations[k]), unit);
        }
        return k;
    }

    private static int rowOf(long activation) {
        return FeatureColumns.row(activation) & (RowSlices.BLOCK - 1);
    }
}
