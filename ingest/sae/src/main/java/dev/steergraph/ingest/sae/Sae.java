package dev.steergraph.ingest.sae;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A sparse autoencoder or transcoder for inference: codes f = gate(x·W_enc), reconstructions x̂ = (f / scale)·W_dec + b_dec.
 *
 * @param encoder W_enc [d_in, d_sae], mapped or in memory
 * @param decoder W_dec [d_sae, d_out]
 * @param decoderBias b_dec, float[d_out]
 * @param subtractsDecoderBias whether b_dec is taken off the input first
 * @param preparation what is done to the input before all else
 * @param transcoding what it predicts in place of its input; null for an autoencoder, whose d_out is d_in
 */
public record Sae(
        int dIn,
        int dSae,
        StoredTensor encoder,
        StoredTensor decoder,
        float[] decoderBias,
        boolean subtractsDecoderBias,
        Normalization normalization,
        Gate gate,
        SaeOrigin origin,
        Preparation preparation,
        @Nullable Transcoding transcoding) {

    /** An SAE of the model as it is. */
    public Sae(
            int dIn,
            int dSae,
            StoredTensor encoder,
            StoredTensor decoder,
            float[] decoderBias,
            boolean subtractsDecoderBias,
            Normalization normalization,
            Gate gate,
            SaeOrigin origin) {
        this(
                dIn,
                dSae,
                encoder,
                decoder,
                decoderBias,
                subtractsDecoderBias,
                normalization,
                gate,
                origin,
                Preparation.NONE,
                null);
    }

    /** The same SAE for other input. */
    public Sae with(Preparation other) {
        return with(other, transcoding);
    }

    /** The same as a transcoder. */
    public Sae with(Transcoding other) {
        return with(preparation, other);
    }

    private Sae with(Preparation prepared, @Nullable Transcoding predicted) {
        return new Sae(
                dIn,
                dSae,
                encoder,
                decoder,
                decoderBias,
                subtractsDecoderBias,
                normalization,
                gate,
                origin,
                prepared,
                predicted);
    }

    /** Width of what is reconstructed, and of a decoder row. */
    public int dOut() {
        return transcoding == null ? dIn : transcoding.dOut();
    }

    /** What codes are divided by before they are decoded, float[d_sae], or null for ones. */
    float @Nullable [] scale() {
        if (gate instanceof Gate.TopK topK) {
            return topK.scale();
        }
        return gate instanceof Gate.Jump jump ? jump.scale() : null;
    }

    /** All of a matrix, row by row. */
    public static float[] values(StoredTensor tensor) throws IOException {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        tensor.floats(0, FloatBuffer.wrap(values));
        return values;
    }
}
