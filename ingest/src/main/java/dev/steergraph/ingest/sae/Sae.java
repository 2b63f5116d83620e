package dev.steergraph.ingest.sae;

/**
 * A JumpReLU sparse autoencoder for inference, which is also how a trained BatchTopK one is kept:
 * pre = x·W_enc + b_enc; f = relu(pre)·1[pre &gt; threshold]; x̂ = f·W_dec + b_dec.
 *
 * @param wEnc float[d_in·d_sae], row-major [d_in, d_sae]
 * @param wDec float[d_sae·d_in], row-major [d_sae, d_in]
 * @param bEnc float[d_sae]
 * @param bDec float[d_in]
 * @param threshold float[d_sae], not negative
 * @see <a href="https://arxiv.org/abs/2407.14435">JumpReLU</a>
 */
public record Sae(int dIn, int dSae, float[] wEnc, float[] wDec, float[] bEnc, float[] bDec, float[] threshold) {}
