package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/** x itself, as a copy that may be written to: for halves of a block that begin or end without a norm. */
public record NoNorm(Kernels kernels) implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return kernels.call(x.getManager(), "copy", x);
    }

    @Override
    public NDArray normalized(NDArray x) {
        return apply(x);
    }

    @Override
    public NDArray scaled(NDArray normalized) {
        return normalized;
    }

    @Override
    public NDArray direction(NDArray x) {
        return apply(x);
    }
}
