package dev.steergraph.ingest.sae.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * A threshold for each feature, trained by straight-through estimates: near its threshold, within half a bandwidth ε, a
 * feature's firing counts as if it rose evenly. The penalty (L0/k − 1)² draws the mean number of active features to k.
 *
 * @see <a href="https://arxiv.org/abs/2407.14435">JumpReLU, section 3 and appendix</a>; the penalty is GemmaScope 2's
 */
final class JumpThresholds implements Selector {

    private static final double PENALTY = 1;
    /** ε in relation to the first thresholds. */
    private static final float BANDWIDTH = 0.5f;

    private final Workers workers;
    private final int k;
    private final float[] threshold;
    private final float[] gradient;
    private final int[] near;
    private final Adam adam;
    private final BatchTopK first;
    private float bandwidth;

    JumpThresholds(Workers workers, int dSae, int k) {
        this.workers = workers;
        this.k = k;
        threshold = new float[dSae];
        gradient = new float[dSae];
        near = new int[dSae];
        adam = new Adam(dSae);
        first = new BatchTopK(workers, dSae, k);
    }

    float[] thresholds() {
        return threshold;
    }

    /** Entries in the band below their threshold are there with the value 0. */
    @Override
    public SparseBatch select(FloatBuffer pre, int rows) {
        if (bandwidth == 0) {
            begin(pre, rows);
        }
        int dSae = threshold.length;
        int[][] features = new int[rows][];
        float[][] values = new float[rows][];
        float half = bandwidth / 2;
        workers.split(rows, (from, to) -> {
            FloatBuffer own = pre.duplicate();
            float[] row = new float[dSae];
            int[] kept = new int[dSae];
            for (int r = from; r < to; r++) {
                own.position(r * dSae).get(row);
                int n = 0;
                for (int f = 0; f < dSae; f++) {
                    if (row[f] > threshold[f] - half && row[f] > 0) {
                        kept[n++] = f;
                    }
                }
                features[r] = Arrays.copyOf(kept, n);
                values[r] = new float[n];
                for (int i = 0; i < n; i++) {
                    int f = kept[i];
                    values[r][i] = row[f] > threshold[f] ? row[f] : 0;
                }
            }
        });
        return SparseBatch.of(features, values);
    }

    /** All thresholds begin where k features a row would be active. */
    private void begin(FloatBuffer pre, int rows) {
        float cut = Float.MAX_VALUE;
        for (float value : first.select(pre, rows).values()) {
            cut = Math.min(cut, value);
        }
        float start = cut == Float.MAX_VALUE ? 1e-3f : cut;
        Arrays.fill(threshold, start);
        bandwidth = BANDWIDTH * start;
    }

    @Override
    public void clear() {
        Arrays.fill(gradient, 0);
        Arrays.fill(near, 0);
    }

    @Override
    public void observe(int feature, float code, float upstream) {
        if (code == 0 || code - threshold[feature] < bandwidth / 2) {
            gradient[feature] -= threshold[feature] / bandwidth * upstream;
            near[feature]++;
        }
    }

    /** Adds the penalty's derivative first. */
    @Override
    public void descend(double active, int rows, double rate, int step) {
        double slope = 2 * PENALTY * (active / k - 1) / k;
        for (int f = 0; f < threshold.length; f++) {
            gradient[f] -= (float) (slope * near[f] / (bandwidth * rows));
        }
        adam.update(threshold, gradient, 0, threshold.length, 1, rate, step);
        for (int f = 0; f < threshold.length; f++) {
            threshold[f] = Math.max(0, threshold[f]);
        }
    }

    @Override
    public void state(Map<String, float[]> arrays) {
        arrays.put("threshold", threshold);
        adam.state("threshold", arrays);
    }

    @Override
    public float bandwidth() {
        return bandwidth;
    }

    @Override
    public void resume(float saved) {
        bandwidth = saved;
    }
}
