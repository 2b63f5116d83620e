package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Keeps the k·B largest positive pre-activations of a batch of B rows.
 *
 * @see <a href="https://arxiv.org/abs/2412.06410">BatchTopK Sparse Autoencoders</a>
 */
final class BatchTopK implements Selector {

    private final Workers workers;
    private final int dSae;
    private final int k;
    /** Below this nothing was kept lately; a guess that saves work and never changes the result. */
    private float floor;

    BatchTopK(Workers workers, int dSae, int k) {
        this.workers = workers;
        this.dSae = dSae;
        this.k = k;
    }

    /** @param pre F32[B, d_sae] */
    @Override
    public SparseBatch select(FloatBuffer pre, int rows) {
        Candidates[] candidates = collect(pre, rows, floor);
        int wanted = k * rows;
        if (floor > 0 && total(candidates) < wanted) {
            candidates = collect(pre, rows, 0);
        }
        int found = total(candidates);
        float cut = found <= wanted ? 0 : Selection.nthLargest(all(candidates, found), wanted);
        SparseBatch batch = keep(candidates, rows, cut, Math.min(wanted, found));
        floor = cut * 0.9f;
        return batch;
    }

    /** Entries above the floor, of one row. */
    private record Candidates(int[] features, float[] values) {}

    private Candidates[] collect(FloatBuffer pre, int rows, float above) {
        Candidates[] found = new Candidates[rows];
        workers.split(rows, (from, to) -> {
            float[] row = new float[dSae];
            int[] features = new int[dSae];
            FloatBuffer own = pre.duplicate();
            for (int r = from; r < to; r++) {
                own.position(r * dSae).get(row);
                int n = 0;
                for (int f = 0; f < dSae; f++) {
                    if (row[f] > above) {
                        features[n++] = f;
                    }
                }
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = row[features[i]];
                }
                found[r] = new Candidates(Arrays.copyOf(features, n), values);
            }
        });
        return found;
    }

    private static int total(Candidates[] candidates) {
        int total = 0;
        for (Candidates c : candidates) {
            total += c.values.length;
        }
        return total;
    }

    private static float[] all(Candidates[] candidates, int total) {
        float[] values = new float[total];
        int at = 0;
        for (Candidates c : candidates) {
            System.arraycopy(c.values, 0, values, at, c.values.length);
            at += c.values.length;
        }
        return values;
    }

    /** What lies above the cut, and of what equals it as much as there is room for, in row order. */
    private static SparseBatch keep(Candidates[] candidates, int rows, float cut, int size) {
        int above = 0;
        for (Candidates c : candidates) {
            for (float value : c.values) {
                above += value > cut ? 1 : 0;
            }
        }
        int ties = size - above;
        int[] indptr = new int[rows + 1];
        int[] features = new int[size];
        float[] values = new float[size];
        int at = 0;
        for (int r = 0; r < rows; r++) {
            Candidates c = candidates[r];
            for (int i = 0; i < c.values.length; i++) {
                if (c.values[i] > cut || (c.values[i] == cut && ties-- > 0)) {
                    features[at] = c.features[i];
                    values[at++] = c.values[i];
                }
            }
            indptr[r + 1] = at;
        }
        return new SparseBatch(indptr, features, values);
    }
}
