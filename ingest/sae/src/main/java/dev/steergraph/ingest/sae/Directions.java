package dev.steergraph.ingest.sae;

import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * What features add to a reconstruction, for each unit of their activation: decoder rows, divided by what codes are divided
 * by before they are decoded, in the model's own scale. A norm that is taken off each row's input, and given back to its
 * reconstruction, is another positive number for each row and is left out.
 */
public final class Directions {

    private Directions() {}

    /** float[d_out], of one feature. */
    public static float[] of(Sae sae, int feature) throws IOException {
        return of(sae, feature, feature + 1);
    }

    /** float[(to − from)·d_out], of the features from {@code from} to {@code to} − 1. */
    public static float[] of(Sae sae, int from, int to) throws IOException {
        int d = sae.dOut();
        float[] rows = new float[Math.multiplyExact(to - from, d)];
        sae.decoder().floats((long) from * d, FloatBuffer.wrap(rows));
        float[] scale = sae.scale();
        for (int f = from; f < to; f++) {
            float divisor = sae.preparation().factor() * (scale == null ? 1 : scale[f]);
            if (divisor != 1) {
                for (int i = (f - from) * d; i < (f - from + 1) * d; i++) {
                    rows[i] /= divisor;
                }
            }
        }
        return rows;
    }
}
