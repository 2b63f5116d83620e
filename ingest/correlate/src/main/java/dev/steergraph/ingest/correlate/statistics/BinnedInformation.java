package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import java.util.Arrays;

/**
 * Mutual information of two features' values in K bins: one for 0, and K − 1 of as many activations each as ties
 * allow. Cuts are the activations' quantiles k / (K − 1) by the inverted distribution function (NumPy's {@code
 * inverted_cdf}); a value belongs to the first bin whose cut it does not exceed. With K = 2 it is the information of
 * firing and not firing. The plug-in estimate exceeds the true value by about (K − 1)² / 2N nats where features are
 * independent.
 *
 * @param cuts [K − 2] ascending
 * @param rows [K] rows in each bin
 */
record BinnedInformation(float[] cuts, int[] rows) {

    private static final double LN_2 = Math.log(2);

    /** @param bins K, at least 2 */
    static BinnedInformation of(long[] activations, int allRows, int bins) {
        float[] values = new float[activations.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = FeatureColumns.value(activations[k]);
        }
        Arrays.sort(values);
        float[] cuts = new float[bins - 2];
        for (int k = 1; k < bins - 1; k++) {
            long rank = ((long) k * values.length + bins - 2) / (bins - 1); // rounded up
            cuts[k - 1] = values.length == 0 ? 0 : values[(int) Math.max(0, rank - 1)];
        }
        BinnedInformation binned = new BinnedInformation(cuts, new int[bins]);
        for (float value : values) {
            binned.rows[binned.bin(value)]++;
        }
        binned.rows[0] = allRows - values.length;
        return binned;
    }

    /** The bin of a value that is not 0; from 1. */
    int bin(float value) {
        int bin = 1;
        for (float cut : cuts) {
            bin += value > cut ? 1 : 0;
        }
        return bin;
    }

    /**
     * Bits; never negative.
     *
     * @param both [K · K] rows on which both fire, at {@code this bin · K + the other's bin}; the rest is filled in
     */
    double mutual(BinnedInformation other, long[] both, long allRows) {
        int bins = rows.length;
        for (int a = 1; a < bins; a++) {
            both[a * bins] = rows[a];
            both[a] = other.rows[a];
            for (int b = 1; b < bins; b++) {
                both[a * bins] -= both[a * bins + b];
                both[a] -= both[b * bins + a];
            }
        }
        both[0] = rows[0];
        for (int b = 1; b < bins; b++) {
            both[0] -= both[b];
        }
        double nats = 0;
        for (int a = 0; a < bins; a++) {
            for (int b = 0; b < bins; b++) {
                double n = both[a * bins + b];
                nats += n == 0 ? 0 : n / allRows * Math.log(n / rows[a] * ((double) allRows / other.rows[b]));
            }
        }
        return Math.max(0, nats / LN_2);
    }
}
