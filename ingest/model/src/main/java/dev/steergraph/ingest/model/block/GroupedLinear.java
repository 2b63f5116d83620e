package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * x·Wₑᵀ + bₑ with a matrix for each group of rows, in one call whatever the number of groups.
 *
 * @param kernels of {@code mixture.py}
 * @param weight [E, out, in], in the model's precision
 * @param bias [E, out], or no elements
 */
public record GroupedLinear(Kernels kernels, NDArray weight, NDArray bias) {

    /** @param x [n, in], the rows of the first group first @param counts I64[E] rows of each group @return [n, out] */
    NDArray apply(NDArray x, NDArray counts) {
        return kernels.call(x.getManager(), "grouped", x, counts, weight, bias);
    }
}
