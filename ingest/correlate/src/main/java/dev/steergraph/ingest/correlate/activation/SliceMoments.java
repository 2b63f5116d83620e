package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.table.FeatureSpace;
import java.util.List;

/** Sums over the rows of one slice, for all features. */
final class SliceMoments {

    private static final int EACH = 4;

    /**
     * [feature * 4] number of activations, Σx, Σx², largest x or 0. The sums of a feature are adjacent, so that they share a
     * cache line.
     */
    private final double[] sums;

    /** [feature] Σx of the activations below 0. */
    private final double[] negative;

    /** [feature] smallest x or 0. */
    private final double[] least;

    private SliceMoments(int features) {
        sums = new double[EACH * features];
        negative = new double[features];
        least = new double[features];
    }

    /** @throws dev.steergraph.core.UserError if a row is not what {@link Codes} promises */
    static SliceMoments of(List<? extends CodeRows> layers, FeatureSpace space, int from, int to) {
        SliceMoments moments = new SliceMoments(space.size());
        for (int k = 0; k < layers.size(); k++) {
            if (layers.get(k) instanceof FullRows full) {
                moments.add(full, from, to, space.offsets()[k]);
            } else {
                moments.add(layers.get(k), from, to, space.offsets()[k]);
            }
        }
        return moments;
    }

    static SliceMoments none(FeatureSpace space) {
        return new SliceMoments(space.size());
    }

    void add(SliceMoments other) {
        for (int f = 0; f < negative.length; f++) {
            int at = EACH * f;
            for (int k = 0; k < EACH - 1; k++) {
                sums[at + k] += other.sums[at + k];
            }
            sums[at + EACH - 1] = Math.max(sums[at + EACH - 1], other.sums[at + EACH - 1]);
            negative[f] += other.negative[f];
            least[f] = Math.min(least[f], other.least[f]);
        }
    }

    private void add(FullRows full, int from, int to, int offset) {
        float[] values = new float[full.dSae()];
        for (int row = from; row < to; row++) {
            full.reader().copy(row, values, 0);
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw CodesCheck.notFinite(full.hook(), row, i, values[i]);
                }
                add(offset + i, values[i]);
            }
        }
    }

    private void add(CodeRows layer, int from, int to, int offset) {
        for (int row = from; row < to; row += RowSlices.BLOCK) {
            Codes codes = layer.range(row, Math.min(to, row + RowSlices.BLOCK));
            CodesCheck.check(codes, row);
            int[] indices = codes.indices();
            float[] values = codes.values();
            for (int e = 0; e < values.length; e++) {
                add(offset + indices[e], values[e]);
            }
        }
    }

    private void add(int feature, double x) {
        int at = EACH * feature;
        sums[at] += x != 0 ? 1 : 0;
        sums[at + 1] += x;
        sums[at + 2] += x * x;
        if (x > sums[at + 3]) {
            sums[at + 3] = x;
        } else if (x < 0) {
            negative[feature] += x;
            least[feature] = Math.min(least[feature], x);
        }
    }

    int active(int feature) {
        return (int) sums[EACH * feature];
    }

    /**
     * Moments over all slices, added in their order. C = Q − S²/N loses nothing where a feature fires on few rows: S² ≤ nQ
     * (Cauchy, Schwarz), so C ≥ (1 − n/N)Q. For all others {@link FeatureMoments#centred} follows.
     */
    static FeatureMoments sum(List<SliceMoments> slices, int rows) {
        int features = slices.get(0).negative.length;
        FeatureMoments moments = FeatureMoments.zeros(rows, features);
        for (int f = 0; f < features; f++) {
            double sum = 0;
            double squares = 0;
            double negative = 0;
            for (SliceMoments slice : slices) {
                moments.active()[f] += slice.active(f);
                sum += slice.sums[EACH * f + 1];
                squares += slice.sums[EACH * f + 2];
                moments.max()[f] = Math.max(moments.max()[f], slice.sums[EACH * f + 3]);
                negative += slice.negative[f];
                moments.min()[f] = Math.min(moments.min()[f], slice.least[f]);
            }
            if (moments.active()[f] > 0) {
                moments.absolute()[f] = (sum - 2 * negative) / rows;
                moments.mean()[f] = sum / rows;
                moments.centred()[f] = squares - sum * (sum / rows);
            }
        }
        return moments;
    }
}
