package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * x·Wᵀ + b. Every matrix product with weights goes through here.
 *
 * @param kernels for what is done with the result
 * @param products whose {@code linear} takes the weight
 * @param weight [out, in], in the model's precision, packed where the products ask for it
 * @param bias [out], or no elements
 */
public record Linear(Kernels kernels, Kernels products, NDArray weight, NDArray bias) {

    /** [..., in] of any type to [..., out] in the weight's. */
    NDArray apply(NDArray x) {
        return products.call(x.getManager(), "linear", x, weight, bias);
    }

    /** x·Wᵀ alone: what becomes of a direction. */
    NDArray direction(NDArray x) {
        return products.call(x.getManager(), "linear", x, weight, kernels.nothing());
    }
}
