package dev.steergraph.ingest.correlate;

import dev.steergraph.ingest.store.Codes;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The chosen features as columns. Sparse features list their firings; features above a quarter of the rows are held in full,
 * because there a list costs more than it saves. Local numbers: sparse features first, from 0, then dense ones.
 *
 * @param rows number of rows
 * @param features [local] number in the {@link FeatureSpace}; ascending among the sparse and among the dense
 * @param firings [sparse][firings] {@code row << 32 | bits of the float}, ascending
 * @param dense [dense][rows] values
 */
record FeatureColumns(int rows, int[] features, long[][] firings, float[][] dense) {

    private static final double DENSE = 0.25;

    /** Number of sparse features, which is the local number of the first dense one. */
    int sparse() {
        return firings.length;
    }

    static FeatureColumns of(List<Codes> layers, FeatureSpace space, FeatureMoments moments, IntPredicate chosen) {
        int[] local = new int[space.size()];
        int[] features = number(moments, chosen, local);
        int sparse = 0;
        while (sparse < features.length && !isDense(moments, features[sparse])) {
            sparse++;
        }
        long[][] firings = new long[sparse][];
        for (int s = 0; s < sparse; s++) {
            firings[s] = new long[moments.active()[features[s]]];
        }
        float[][] dense = new float[features.length - sparse][moments.rows()];
        for (int k = 0; k < layers.size(); k++) {
            fill(layers.get(k), space.offsets()[k], local, firings, dense);
        }
        return new FeatureColumns(moments.rows(), features, firings, dense);
    }

    private static boolean isDense(FeatureMoments moments, int feature) {
        return moments.active()[feature] > DENSE * moments.rows();
    }

    /** Fills {@code local} with local numbers, -1 for features that are not chosen. */
    private static int[] number(FeatureMoments moments, IntPredicate chosen, int[] local) {
        int[] features = new int[local.length];
        int count = 0;
        for (boolean dense : new boolean[] {false, true}) {
            for (int f = 0; f < local.length; f++) {
                if (isDense(moments, f) == dense) {
                    local[f] = chosen.test(f) ? count : -1;
                    if (local[f] >= 0) {
                        features[count++] = f;
                    }
                }
            }
        }
        return Arrays.copyOf(features, count);
    }

    private static void fill(Codes codes, int offset, int[] local, long[][] firings, float[][] dense) {
        int[] written = new int[codes.dSae()];
        for (int row = 0; row < codes.rows(); row++) {
            for (int e = codes.start(row); e < codes.start(row + 1); e++) {
                int index = codes.indices()[e];
                int feature = local[offset + index];
                float value = codes.values()[e];
                if (feature < 0 || value == 0) {
                    continue;
                }
                if (feature < firings.length) {
                    firings[feature][written[index]++] = firing(row, value);
                } else {
                    dense[feature - firings.length][row] = value;
                }
            }
        }
    }

    static long firing(int row, float value) {
        return ((long) row << 32) | (Float.floatToRawIntBits(value) & 0xFFFFFFFFL);
    }
}
