package dev.steergraph.bench.sae;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.training.ArrayTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A JumpReLU SAE with random directions, activations without any, and one threshold, so that pre-activations are normally
 * distributed and about as many features fire as was asked for.
 *
 * @param encoder float[d_in·d_sae]
 * @param activations float[rows·d_in]
 */
record RandomSae(Sae sae, float[] encoder, float[] activations, ActivationRows rows) {

    static RandomSae of(int dIn, int dSae, int active, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        float[] encoder = uniform(random, dIn * dSae, Math.sqrt(3.0 / dIn));
        float[] activations = uniform(random, rows * dIn, Math.sqrt(3));
        float[] thresholds = new float[dSae];
        Arrays.fill(thresholds, upperQuantile((double) active / dSae));
        Sae sae = new Sae(
                dIn,
                dSae,
                new ArrayTensor(encoder, dIn, dSae),
                new ArrayTensor(encoder, dSae, dIn), // never decoded with
                new float[dIn],
                false,
                Normalization.NONE,
                new Gate.Jump(new float[dSae], thresholds, null),
                new SaeOrigin("random", "blocks.0.hook_resid_post", null));
        return new RandomSae(
                sae, encoder, activations, new ActivationRows(dIn, List.of(FloatBuffer.wrap(activations))));
    }

    /** Evenly distributed from −limit to limit. */
    private static float[] uniform(SplittableRandom random, int size, double limit) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return values;
    }

    /**
     * What a standard normal variable exceeds with a probability below one half, to 5e-4.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_933.htm">Abramowitz and Stegun 26.2.23</a>
     */
    private static float upperQuantile(double probability) {
        double t = Math.sqrt(-2 * Math.log(probability));
        return (float)
                (t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    }
}
