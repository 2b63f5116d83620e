package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.table.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Activations as stored in the codes, row by row. Lists by feature are built on request, since a search needs the
 * rows of all features but the lists of few.
 *
 * @param layers one for each set, in the order of the space
 * @param moments of all features
 * @param dense [feature][row] those that fire on more than a quarter of the rows, in full; null for the others
 */
public record CodeActivations(
        List<? extends CodeRows> layers,
        FeatureSpace space,
        RowSlices slices,
        int[][] before,
        FeatureMoments moments,
        float[][] dense,
        int threads)
        implements ActivationSource {

    /** Rows transposed together: one cache line of each column. */
    private static final int TURNED = 16;

    /** @throws dev.steergraph.core.UserError if a row is not what {@link Codes} promises */
    public static CodeActivations of(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        CodeActivations sparse = counted(layers, space, rows, threads);
        int[] features =
                IntStream.range(0, space.size()).filter(sparse.moments::isDense).toArray();
        if (features.length == 0) {
            return sparse;
        }
        float[][] full = sparse.full(features);
        float[][] dense = new float[space.size()][];
        for (int k = 0; k < features.length; k++) {
            dense[features[k]] = full[k];
        }
        return new CodeActivations(
                layers,
                space,
                sparse.slices,
                sparse.before,
                sparse.moments.centred(features, full, threads),
                dense,
                threads);
    }

    /**
     * Without columns of dense features, whose moments are therefore those of one pass.
     *
     * @throws dev.steergraph.core.UserError if a row is not what {@link Codes} promises
     */
    public static CodeActivations counted(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        RowSlices slices = RowSlices.of(rows);
        List<SliceMoments> parts = sums(layers, space, slices, threads);
        int[][] before = new int[parts.size()][space.size()];
        for (int slice = 1; slice < before.length; slice++) {
            for (int f = 0; f < space.size(); f++) {
                before[slice][f] = before[slice - 1][f] + parts.get(slice - 1).active(f);
            }
        }
        FeatureMoments moments = SliceMoments.sum(parts, rows);
        return new CodeActivations(layers, space, slices, before, moments, new float[space.size()][], threads);
    }

    /** A part of rows that have been counted as a whole; of its moments only the numbers of activations are known. */
    static CodeActivations part(List<? extends CodeRows> layers, FeatureSpace space, int rows, int threads) {
        RowSlices slices = RowSlices.of(rows);
        List<int[]> counts = Workers.run(
                slices.all(),
                threads,
                (slice, scratch) -> SliceCounts.of(layers, space, slices.row(slice), slices.row(slice + 1)),
                slice -> {});
        FeatureMoments moments = FeatureMoments.zeros(rows, space.size());
        int[][] before = new int[counts.size()][];
        for (int slice = 0; slice < before.length; slice++) {
            before[slice] = moments.active().clone();
            for (int f = 0; f < space.size(); f++) {
                moments.active()[f] += counts.get(slice)[f];
            }
        }
        return new CodeActivations(layers, space, slices, before, moments, new float[space.size()][], threads);
    }

    static List<SliceMoments> sums(List<? extends CodeRows> layers, FeatureSpace space, RowSlices slices, int threads) {
        return Workers.run(
                slices.all(),
                threads,
                (slice, scratch) -> SliceMoments.of(layers, space, slices.row(slice), slices.row(slice + 1)),
                slice -> {});
    }

    @Override
    public int[] active() {
        return moments.active();
    }

    /** All features. */
    public FeatureColumns columns() {
        return new FeatureColumns(slices.rows(), lists());
    }

    /** Activations of all features, as in {@link FeatureColumns}; the arrays are new and belong to the caller. */
    public long[][] lists() {
        int[] all = new int[space.size()];
        Arrays.setAll(all, f -> f);
        return lists(all);
    }

    /** The arrays are new and belong to the caller. */
    @Override
    public long[][] lists(int[] features) {
        long[][] lists = new long[space.size()][];
        for (int f : features) {
            lists[f] = new long[moments.active()[f]];
        }
        eachSlice(slice -> list(slice, lists));
        long[][] wanted = new long[features.length][];
        Arrays.setAll(wanted, k -> lists[features[k]]);
        return wanted;
    }

    /** Writes into one array first, for locality, and copies from there into the lists. */
    private void list(int slice, long[][] lists) {
        int[] starts = new int[space.size() + 1];
        for (int f = 0; f < space.size(); f++) {
            int past = slice + 1 < slices.count() ? before[slice + 1][f] : moments.active()[f];
            starts[f + 1] = starts[f] + (lists[f] == null ? 0 : past - before[slice][f]);
        }
        long[] activations = new long[starts[space.size()]];
        int[] next = starts.clone();
        eachBlock(slice, (codes, row, offset) -> list(codes, row, offset, lists, next, activations));
        for (int f = 0; f < space.size(); f++) {
            if (lists[f] != null) {
                System.arraycopy(activations, starts[f], lists[f], before[slice][f], starts[f + 1] - starts[f]);
            }
        }
    }

    private static void list(Codes codes, int first, int offset, long[][] lists, int[] next, long[] activations) {
        int[] indices = codes.indices();
        float[] values = codes.values();
        for (int r = 0; r < codes.rows(); r++) {
            int end = codes.start(r + 1);
            for (int e = codes.start(r); e < end; e++) {
                int f = offset + indices[e];
                if (lists[f] != null && values[e] != 0) {
                    activations[next[f]++] = FeatureColumns.activation(first + r, values[e]);
                }
            }
        }
    }

    @Override
    public float[][] full(int[] features) {
        float[][] wanted = new float[features.length][];
        float[][] columns = new float[space.size()][];
        boolean all = true;
        for (int k = 0; k < features.length; k++) {
            wanted[k] = dense[features[k]];
            if (wanted[k] == null) {
                all = false;
                wanted[k] = new float[slices.rows()];
                columns[features[k]] = wanted[k];
            }
        }
        if (!all) {
            eachSlice(slice -> full(slice, columns));
        }
        return wanted;
    }

    private void full(int slice, float[][] columns) {
        int end = slices.row(slice + 1);
        for (int k = 0; k < layers.size(); k++) {
            int offset = space.offsets()[k];
            if (layers.get(k) instanceof FullRows full) {
                for (int row = slices.row(slice); row < end; row += TURNED) {
                    turn(full, row, Math.min(end, row + TURNED), offset, columns);
                }
            } else {
                for (int row = slices.row(slice); row < end; row += RowSlices.BLOCK) {
                    Codes codes = layers.get(k).range(row, Math.min(end, row + RowSlices.BLOCK));
                    spread(codes, row, offset, columns);
                }
            }
        }
    }

    private static void turn(FullRows full, int from, int to, int offset, float[][] columns) {
        int width = full.dSae();
        float[] values = new float[TURNED * width];
        full.copy(from, to, values);
        for (int i = 0; i < width; i++) {
            float[] column = columns[offset + i];
            for (int row = from; row < to && column != null; row++) {
                column[row] = values[(row - from) * width + i];
            }
        }
    }

    private static void spread(Codes codes, int first, int offset, float[][] columns) {
        int[] indices = codes.indices();
        float[] values = codes.values();
        for (int r = 0; r < codes.rows(); r++) {
            int end = codes.start(r + 1);
            for (int e = codes.start(r); e < end; e++) {
                float[] column = columns[offset + indices[e]];
                if (column != null) {
                    column[first + r] = values[e];
                }
            }
        }
    }

    @Override
    public CandidateRows rows(int from, int[] features, double[] units) {
        int[] local = new int[space.size()];
        double[] unit = new double[space.size()];
        Arrays.fill(local, -1);
        for (int k = 0; k < features.length; k++) {
            local[features[k]] = k;
            unit[features[k]] = units[k];
        }
        CandidateRows rows = new CandidateRows(from, from + features.length, slices.blocks());
        eachSlice(slice -> {
            for (int b = slices.block(slice); b < slices.block(slice + 1); b++) {
                block(rows, b, local, unit);
            }
        });
        return rows;
    }

    private void block(CandidateRows rows, int b, int[] local, double[] unit) {
        int first = b << RowSlices.BLOCK_BITS;
        int past = (int) Math.min(slices.rows(), (long) first + RowSlices.BLOCK);
        Codes[] codes = new Codes[layers.size()];
        int size = 0;
        for (int k = 0; k < codes.length; k++) {
            codes[k] = layers.get(k).range(first, past);
            size = Math.addExact(size, codes[k].values().length);
        }
        int[] begin = new int[RowSlices.BLOCK];
        int[] end = new int[RowSlices.BLOCK];
        int[] entries = new int[size];
        int next = 0;
        for (int r = 0; r < past - first; r++) {
            begin[r] = next;
            for (int k = 0; k < codes.length; k++) {
                next = row(codes[k], r, space.offsets()[k], local, unit, entries, next);
            }
            end[r] = next;
        }
        rows.set(b, begin, end, next == entries.length ? entries : Arrays.copyOf(entries, next));
    }

    /** Entries outside the band are written too, and overwritten by the next one, which avoids a branch. */
    private static int row(Codes codes, int r, int offset, int[] local, double[] unit, int[] entries, int first) {
        int[] indices = codes.indices();
        float[] values = codes.values();
        int next = first;
        int end = codes.start(r + 1);
        for (int e = codes.start(r); e < end; e++) {
            int feature = offset + indices[e];
            entries[next] = CandidateRows.entry(local[feature], values[e], unit[feature]);
            next += local[feature] >= 0 && values[e] != 0 ? 1 : 0;
        }
        return next;
    }

    private interface SliceStep {
        void run(int slice);
    }

    private void eachSlice(SliceStep step) {
        Workers.run(
                slices.all(),
                threads,
                (slice, scratch) -> {
                    step.run(slice);
                    return slice;
                },
                slice -> {});
    }

    private interface BlockStep {
        void run(Codes codes, int row, int offset);
    }

    private void eachBlock(int slice, BlockStep step) {
        int end = slices.row(slice + 1);
        for (int row = slices.row(slice); row < end; row += RowSlices.BLOCK) {
            for (int k = 0; k < layers.size(); k++) {
                step.run(layers.get(k).range(row, Math.min(end, row + RowSlices.BLOCK)), row, space.offsets()[k]);
            }
        }
    }
}
