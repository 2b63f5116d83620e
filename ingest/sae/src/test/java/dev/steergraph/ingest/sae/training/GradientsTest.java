package dev.steergraph.ingest.sae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradients against differences of the loss itself, computed plainly in double precision. */
class GradientsTest {

    private static final int D = 5;
    private static final int F = 7;
    private static final int ROWS = 6;

    private final Random random = new Random(3);
    private final float[] encoder = gaussian(F * D);
    private final float[] decoder = gaussian(F * D);
    private final float[] encoderBias = gaussian(F);
    private final float[] decoderBias = gaussian(D);
    private final float[] inputs = gaussian(ROWS * D);
    private boolean[] active = new boolean[0];

    @Test
    void gradientsEqualDifferencesOfTheLoss() {
        for (int f = 0; f < F; f++) {
            Initialization.normalize(decoder, f * D, D);
        }
        active = firing();
        try (Workers workers = new Workers(2)) {
            SaeWeights weights = new SaeWeights(D, F, encoder, decoder, encoderBias, decoderBias);
            Gradients gradients = new Gradients(workers, weights);
            float[] errors = errors();
            float scale = 2f / ROWS;
            gradients.clear();
            gradients.add(codes(), inputs, feature -> errors, scale, EntryObserver.NONE);
            gradients.addDecoderBias(errors, ROWS, scale);
            compare("encoder", encoder, gradients.encoder);
            compare("encoder bias", encoderBias, gradients.encoderBias);
            compare("decoder bias", decoderBias, gradients.decoderBias);
            compareAtRightAngles(gradients.decoder);
        }
    }

    private void compare(String name, float[] parameters, float[] gradient) {
        for (int i = 0; i < parameters.length; i++) {
            assertThat((double) gradient[i]).as("%s %d", name, i).isCloseTo(difference(parameters, i), within(2e-3));
        }
    }

    /** The decoder's gradient has no part along its rows. */
    private void compareAtRightAngles(float[] gradient) {
        for (int f = 0; f < F; f++) {
            double[] plain = new double[D];
            double parallel = 0;
            for (int i = 0; i < D; i++) {
                plain[i] = difference(decoder, f * D + i);
                parallel += plain[i] * decoder[f * D + i];
            }
            for (int i = 0; i < D; i++) {
                double expected = plain[i] - parallel * decoder[f * D + i];
                assertThat((double) gradient[f * D + i]).isCloseTo(expected, within(2e-3));
            }
        }
    }

    private double difference(float[] parameters, int i) {
        float kept = parameters[i];
        float step = 1e-3f;
        parameters[i] = kept + step;
        double above = loss();
        parameters[i] = kept - step;
        double below = loss();
        parameters[i] = kept;
        return (above - below) / (2.0 * step);
    }

    /** Mean over rows of ‖x̂ − x‖², with the choice of active entries held fixed. */
    private double loss() {
        double loss = 0;
        for (float error : errors()) {
            loss += (double) error * error;
        }
        return loss / ROWS;
    }

    private float[] errors() {
        float[] errors = new float[ROWS * D];
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < D; i++) {
                double decoded = decoderBias[i];
                for (int f = 0; f < F; f++) {
                    if (active[r * F + f]) {
                        decoded += pre(r, f) * decoder[f * D + i];
                    }
                }
                errors[r * D + i] = (float) (decoded - inputs[r * D + i]);
            }
        }
        return errors;
    }

    private double pre(int r, int f) {
        double sum = encoderBias[f];
        for (int i = 0; i < D; i++) {
            sum += ((double) inputs[r * D + i] - decoderBias[i]) * encoder[f * D + i];
        }
        return sum;
    }

    private boolean[] firing() {
        boolean[] firing = new boolean[ROWS * F];
        for (int i = 0; i < firing.length; i++) {
            firing[i] = pre(i / F, i % F) > 0.3;
        }
        return firing;
    }

    private SparseBatch codes() {
        int[][] features = new int[ROWS][];
        float[][] values = new float[ROWS][];
        for (int r = 0; r < ROWS; r++) {
            int row = r;
            features[r] = java.util.stream.IntStream.range(0, F)
                    .filter(f -> active[row * F + f])
                    .toArray();
            values[r] = new float[features[r].length];
            for (int i = 0; i < values[r].length; i++) {
                values[r][i] = (float) pre(r, features[r][i]);
            }
        }
        return SparseBatch.of(features, values);
    }

    private float[] gaussian(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
