package dev.steergraph.ingest.sae;

import org.jspecify.annotations.Nullable;

/**
 * Which features fire, and how strongly, given the product x·W_enc. Letters: F = d_sae.
 *
 * @see <a href="https://arxiv.org/abs/2407.14435">JumpReLU</a>
 * @see <a href="https://arxiv.org/abs/2404.16014">Gated SAEs</a>
 * @see <a href="https://arxiv.org/abs/2406.04093">TopK</a>
 */
public sealed interface Gate {

    /**
     * relu(pre)·1[pre &gt; threshold] with pre = (x·W_enc + b_enc)·scale: JumpReLU, BatchTopK and Matryoshka at inference,
     * and with thresholds of 0 the standard SAE.
     *
     * @param bias float[F]
     * @param threshold float[F], not negative
     * @param scale float[F], or null for ones
     */
    record Jump(float[] bias, float[] threshold, float @Nullable [] scale) implements Gate {}

    /** The k largest of pre, of those the positive. @param scale float[F], or null for ones */
    record TopK(float[] bias, int k, float @Nullable [] scale) implements Gate {}

    /**
     * 1[x·W_enc + gate &gt; 0]·relu(x·W_enc·scale + bias).
     *
     * @param gate float[F]
     * @param scale float[F], e^r_mag
     * @param bias float[F]
     */
    record Gated(float[] gate, float[] scale, float[] bias) implements Gate {}
}
