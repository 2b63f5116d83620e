package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.engine.Kernels;

/**
 * x·Wᵀ + b. Every matrix product with weights goes through here.
 *
 * @param weight [out, in], in the model's precision
 * @param bias [out], or no elements
 */
record Linear(Kernels kernels, NDArray weight, NDArray bias) {

    /** [..., in] of any type to [..., out] in the weight's. */
    NDArray apply(NDArray x) {
        return kernels.call(x.getManager(), "linear", x, weight, bias);
    }
}
