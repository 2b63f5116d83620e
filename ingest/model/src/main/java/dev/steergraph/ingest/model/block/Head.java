package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * From the residual stream to the vocabulary.
 *
 * @param norm the final norm
 * @param output [V, d]; the embedding itself where weights are tied
 * @param softCap logits are cap·tanh(logit / cap); 0 for none
 */
public record Head(Norm norm, Linear output, double softCap) {

    /** F32[B, T, d] to F32[B, T, V] */
    public NDArray apply(NDArray x) {
        Kernels kernels = output.kernels();
        NDArray logits = output.apply(norm.apply(x));
        if (softCap != 0) {
            return kernels.call(x.getManager(), "soft_cap", logits, softCap);
        }
        return kernels.call(x.getManager(), "wide", logits);
    }
}
