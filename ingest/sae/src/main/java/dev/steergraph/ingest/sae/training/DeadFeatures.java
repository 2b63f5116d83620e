package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Features that have not been active for a while, and the auxiliary codes that bring them back: per row the top k_aux dead ones,
 * which are to reconstruct what the living left over.
 *
 * @see <a href="https://arxiv.org/abs/2406.04093">Scaling and evaluating sparse autoencoders, A.2</a>
 */
final class DeadFeatures {

    private final Workers workers;
    private final int auxiliaryK;
    private final int deadAfter;
    private final int[] lastFired;

    /** @param auxiliaryK d/2 in the reference recipe @param deadAfter steps without activation after which a feature is dead */
    DeadFeatures(Workers workers, int dSae, int auxiliaryK, int deadAfter) {
        this.workers = workers;
        this.auxiliaryK = auxiliaryK;
        this.deadAfter = deadAfter;
        lastFired = new int[dSae];
    }

    void fired(SparseBatch batch, int step) {
        for (int e = 0; e < batch.size(); e++) {
            if (batch.values()[e] > 0) {
                lastFired[batch.features()[e]] = step;
            }
        }
    }

    /** int[d_sae], the step at which each feature fired last. */
    int[] lastFired() {
        return lastFired;
    }

    /** The dead, ascending. */
    int[] dead(int step) {
        int[] dead = new int[lastFired.length];
        int n = 0;
        for (int f = 0; f < lastFired.length; f++) {
            if (step - lastFired[f] > deadAfter) {
                dead[n++] = f;
            }
        }
        return Arrays.copyOf(dead, n);
    }

    /** @param pre F32[B, d_sae] @param dead not empty */
    SparseBatch auxiliary(FloatBuffer pre, int rows, int[] dead) {
        int dSae = lastFired.length;
        int k = Math.min(auxiliaryK, dead.length);
        int[][] features = new int[rows][];
        float[][] values = new float[rows][];
        workers.split(rows, (from, to) -> {
            FloatBuffer own = pre.duplicate();
            float[] row = new float[dSae];
            float[] candidates = new float[dead.length];
            for (int r = from; r < to; r++) {
                own.position(r * dSae).get(row);
                for (int i = 0; i < dead.length; i++) {
                    candidates[i] = row[dead[i]];
                }
                float cut = Math.max(0, Selection.nthLargest(candidates, k));
                int[] kept = new int[k];
                int n = 0;
                for (int i = 0; i < dead.length && n < k; i++) {
                    if (row[dead[i]] > 0 && row[dead[i]] >= cut) {
                        kept[n++] = dead[i];
                    }
                }
                features[r] = Arrays.copyOf(kept, n);
                values[r] = new float[n];
                for (int i = 0; i < n; i++) {
                    values[r][i] = row[kept[i]];
                }
            }
        });
        return SparseBatch.of(features, values);
    }
}
