package dev.steergraph.ingest.sae.training;

import java.util.Map;

/**
 * Adam (β₁ 0.9, β₂ 0.999, ε 1e-8) for one array of parameters.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic Optimization</a>
 */
final class Adam {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float[] mean;
    private final float[] square;

    Adam(int size) {
        mean = new float[size];
        square = new float[size];
    }

    /** Names its arrays. */
    void state(String of, Map<String, float[]> arrays) {
        arrays.put(of + ".mean", mean);
        arrays.put(of + ".square", square);
    }

    /**
     * One step on a range of the parameters.
     *
     * @param scale what the gradient is multiplied by first (clipping)
     * @param step counted from 1
     */
    void update(float[] parameters, float[] gradient, int from, int to, float scale, double rate, int step) {
        double correction2 = 1 - Math.pow(BETA2, step);
        // p −= rate · (m / c1) / (√(v / c2) + ε), with both corrections moved into two constants.
        float rate1 = (float) (rate * Math.sqrt(correction2) / (1 - Math.pow(BETA1, step)));
        float epsilon1 = (float) (EPSILON * Math.sqrt(correction2));
        for (int i = from; i < to; i++) {
            float g = gradient[i] * scale;
            float m = BETA1 * mean[i] + (1 - BETA1) * g;
            float v = BETA2 * square[i] + (1 - BETA2) * g * g;
            mean[i] = m;
            square[i] = v;
            parameters[i] -= rate1 * m / ((float) Math.sqrt(v) + epsilon1);
        }
    }
}
