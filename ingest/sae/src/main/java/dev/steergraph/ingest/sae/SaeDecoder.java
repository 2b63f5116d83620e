package dev.steergraph.ingest.sae;

import java.io.IOException;

/** Reconstructs activations from codes, touching only the decoder rows of what fires. */
public final class SaeDecoder {

    private final Sae sae;
    private final float[] decoder;
    private final float[] skip;

    public SaeDecoder(Sae sae) throws IOException {
        this.sae = sae;
        decoder = Sae.values(sae.decoder());
        Transcoding transcoding = sae.transcoding();
        skip = transcoding == null || transcoding.skip() == null ? new float[0] : Sae.values(transcoding.skip());
    }

    /**
     * x̂ of one row, in the units of x; of a transcoder, the prediction. Where the SAE's input is centred the result is so too: what reads the stream begins
     * with a norm that does not see the difference.
     *
     * @param x float[d_in], for the norms that were taken off it, and a skip connection
     * @param target float[d_out]
     */
    public void decode(SaeEncoder.Codes codes, int row, float[] x, float[] target) {
        int d = sae.dOut();
        float[] scale = sae.scale();
        System.arraycopy(sae.decoderBias(), 0, target, 0, d);
        for (int e = (int) codes.indptr()[row]; e < codes.indptr()[row + 1]; e++) {
            int feature = codes.features()[e];
            float code = scale == null ? codes.values()[e] : codes.values()[e] / scale[feature];
            Vectors.axpy(code, decoder, feature * d, target, 0, d);
        }
        for (int i = 0; i < skip.length / d; i++) {
            Vectors.axpy(x[i], skip, i * d, target, 0, d);
        }
        undoNorm(prepared(x), target);
        if (sae.preparation().factor() != 1) {
            scale(target, 1 / sae.preparation().factor(), 0);
        }
    }

    private float[] prepared(float[] x) {
        if (sae.preparation().equals(Preparation.NONE)) {
            return x;
        }
        float[] prepared = x.clone();
        sae.preparation().apply(prepared);
        return prepared;
    }

    private void undoNorm(float[] x, float[] target) {
        int d = sae.dIn();
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
