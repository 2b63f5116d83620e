package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Keeps the k largest positive pre-activations of each row.
 *
 * @see <a href="https://arxiv.org/abs/2406.04093">Scaling and evaluating sparse autoencoders</a>
 */
record RowTopK(Workers workers, int dSae, int k) implements Selector {

    @Override
    public SparseBatch select(FloatBuffer pre, int rows) {
        int[][] features = new int[rows][];
        float[][] values = new float[rows][];
        workers.split(rows, (from, to) -> {
            FloatBuffer own = pre.duplicate();
            float[] row = new float[dSae];
            float[] positive = new float[dSae];
            int[] kept = new int[k];
            for (int r = from; r < to; r++) {
                own.position(r * dSae).get(row);
                int found = 0;
                for (float value : row) {
                    if (value > 0) {
                        positive[found++] = value;
                    }
                }
                float cut = found <= k ? 0 : Selection.nthLargest(Arrays.copyOf(positive, found), k);
                int n = above(row, cut, kept);
                features[r] = Arrays.copyOf(kept, n);
                values[r] = new float[n];
                for (int i = 0; i < n; i++) {
                    values[r][i] = row[kept[i]];
                }
            }
        });
        return SparseBatch.of(features, values);
    }

    /** What lies above the cut, and of what equals it the first as long as there is room. @return how many */
    private int above(float[] row, float cut, int[] kept) {
        int more = 0;
        for (float value : row) {
            more += value > cut ? 1 : 0;
        }
        int ties = k - more;
        int n = 0;
        for (int f = 0; f < dSae && n < k; f++) {
            if (row[f] > cut || row[f] == cut && cut > 0 && ties-- > 0) {
                kept[n++] = f;
            }
        }
        return n;
    }
}
