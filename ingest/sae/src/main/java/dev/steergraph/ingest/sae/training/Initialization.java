package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.sae.Vectors;
import java.util.Arrays;
import java.util.Random;

/** Where training starts: random unit decoder rows, the encoder their transpose, b_dec the geometric median. */
final class Initialization {

    private static final int SAMPLE = 4096;
    private static final int ITERATIONS = 20;

    private Initialization() {}

    static SaeWeights weights(ActivationRows rows, float scale, TrainingParameters parameters) {
        int d = rows.width();
        int features = parameters.dSae();
        Random random = new Random(parameters.seed());
        float[] decoder = new float[features * d];
        for (int f = 0; f < features; f++) {
            for (int i = 0; i < d; i++) {
                decoder[f * d + i] = (float) random.nextGaussian();
            }
            normalize(decoder, f * d, d);
        }
        return new SaeWeights(d, features, decoder.clone(), decoder, new float[features], geometricMedian(rows, scale));
    }

    /** Makes one row's length 1. */
    static void normalize(float[] matrix, int at, int d) {
        float length = (float) Math.sqrt(Vectors.dot(matrix, at, matrix, at, d));
        if (length > 0) {
            for (int i = 0; i < d; i++) {
                matrix[at + i] /= length;
            }
        }
    }

    /** 1 / √(E‖x‖²), over an evenly spaced sample. */
    static float unitMeanSquaredNorm(ActivationRows rows) {
        int d = rows.width();
        int n = Math.min(rows.rows(), 16 * SAMPLE);
        float[] x = new float[d];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            rows.copy((int) ((long) rows.rows() * i / n), x, 0);
            sum += Vectors.dot(x, 0, x, 0, d);
        }
        return (float) (1 / Math.sqrt(sum / n));
    }

    /** Weiszfeld's iteration on a sample. */
    private static float[] geometricMedian(ActivationRows rows, float scale) {
        int d = rows.width();
        int n = Math.min(rows.rows(), SAMPLE);
        float[] sample = new float[n * d];
        for (int i = 0; i < n; i++) {
            rows.copy((int) ((long) rows.rows() * i / n), sample, i * d);
        }
        double[] median = new double[d];
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double total = 0;
            double[] next = new double[d];
            for (int r = 0; r < n; r++) {
                total += weights[r];
                for (int i = 0; i < d; i++) {
                    next[i] += weights[r] * sample[r * d + i] * scale;
                }
            }
            for (int i = 0; i < d; i++) {
                median[i] = next[i] / total;
            }
            for (int r = 0; r < n; r++) {
                double distance = 0;
                for (int i = 0; i < d; i++) {
                    double difference = sample[r * d + i] * scale - median[i];
                    distance += difference * difference;
                }
                weights[r] = 1 / Math.max(1e-9, Math.sqrt(distance));
            }
        }
        float[] result = new float[d];
        for (int i = 0; i < d; i++) {
            result[i] = (float) median[i];
        }
        return result;
    }
}
