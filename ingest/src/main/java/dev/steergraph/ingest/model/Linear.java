package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/**
 * x·Wᵀ + b. Every matrix product with weights goes through here.
 *
 * @param weight [out, in]
 * @param bias [out], or null
 */
record Linear(NDArray weight, NDArray bias) {

    Linear {
        Objects.requireNonNull(weight);
    }

    /** [..., in] to [..., out] */
    NDArray apply(NDArray x) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }
}
