package dev.steergraph.ingest.extract;

import dev.steergraph.ingest.sae.Gate;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.training.ArrayTensor;
import java.util.Arrays;

/** An SAE with a feature for each direction of each of d axes: codes hold x exactly. */
public final class AxisSae {

    private AxisSae() {}

    /** What is decoded is {@code share · x + added}, of entries beyond the threshold. */
    public static Sae of(
            int d, float share, float threshold, float added, SaeOrigin origin, Normalization normalization) {
        float[] encoder = new float[d * 2 * d];
        float[] decoder = new float[2 * d * d];
        for (int i = 0; i < d; i++) {
            encoder[i * 2 * d + i] = 1;
            encoder[i * 2 * d + d + i] = -1;
            decoder[i * d + i] = share;
            decoder[(d + i) * d + i] = -share;
        }
        return new Sae(
                d,
                2 * d,
                new ArrayTensor(encoder, d, 2 * d),
                new ArrayTensor(decoder, 2 * d, d),
                filled(d, added),
                false,
                normalization,
                new Gate.Jump(new float[2 * d], filled(2 * d, threshold), null),
                origin);
    }

    private static float[] filled(int n, float value) {
        float[] values = new float[n];
        Arrays.fill(values, value);
        return values;
    }
}
