package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;

/**
 * (x − mean) / √(variance + ε) · γ + β over the last dimension.
 *
 * @param gamma [d]
 * @param beta [d]
 */
record LayerNorm(NDArray gamma, NDArray beta, float epsilon) {

    NDArray apply(NDArray x) {
        return x.getNDArrayInternal()
                .layerNorm(x, gamma.getShape(), gamma, beta, epsilon)
                .singletonOrThrow();
    }
}
