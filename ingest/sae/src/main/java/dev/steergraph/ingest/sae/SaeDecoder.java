package dev.steergraph.ingest.sae;

import java.io.IOException;

/** Reconstructs activations from codes, touching only the decoder rows of what fires. */
public final class SaeDecoder {

    private final Sae sae;
    private final float[] decoder;

    public SaeDecoder(Sae sae) throws IOException {
        this.sae = sae;
        decoder = Sae.values(sae.decoder());
    }

    /**
     * x̂ of one row, in the units of x.
     *
     * @param x float[d_in], for the norms that were taken off it
     * @param target float[d_in]
     */
    public void decode(SaeEncoder.Codes codes, int row, float[] x, float[] target) {
        int d = sae.dIn();
        float[] scale = sae.scale();
        System.arraycopy(sae.decoderBias(), 0, target, 0, d);
        for (int e = (int) codes.indptr()[row]; e < codes.indptr()[row + 1]; e++) {
            int feature = codes.features()[e];
            float code = scale == null ? codes.values()[e] : codes.values()[e] / scale[feature];
            Vectors.axpy(code, decoder, feature * d, target, 0, d);
        }
        switch (sae.normalization()) {
            case NONE, EXPECTED_AVERAGE_ONLY_IN -> {}
            case CONSTANT_NORM_RESCALE -> {
                double norm = Math.sqrt(Vectors.dot(x, 0, x, 0, d));
                scale(target, (float) (norm / Math.sqrt(d)), 0);
            }
            case LAYER_NORM -> {
                double mean = 0;
                for (float value : x) {
                    mean += value;
                }
                mean /= d;
                double squares = 0;
                for (float value : x) {
                    squares += (value - mean) * (value - mean);
                }
                scale(target, (float) Math.sqrt(squares / (d - 1)), (float) mean);
            }
        }
    }

    private static void scale(float[] target, float factor, float added) {
        for (int i = 0; i < target.length; i++) {
            target[i] = target[i] * factor + added;
        }
    }
}
