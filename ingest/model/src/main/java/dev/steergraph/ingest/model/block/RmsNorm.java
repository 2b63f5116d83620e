package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * x / √(mean x² + ε) · w.
 *
 * @param weight F32[d]; of Gemma, which stores w − 1, with the 1 added
 * @see <a href="https://arxiv.org/abs/1910.07467">Root Mean Square Layer Normalization</a>
 */
public record RmsNorm(Kernels kernels, NDArray weight, double epsilon) implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return kernels.call(x.getManager(), "rms_norm", x, weight, epsilon);
    }

    @Override
    public NDArray normalized(NDArray x) {
        return kernels.call(x.getManager(), "rms_normalized", x, epsilon);
    }

    @Override
    public NDArray scaled(NDArray normalized) {
        return kernels.call(normalized.getManager(), "gain", normalized, weight);
    }

    @Override
    public NDArray direction(NDArray x) {
        return scaled(x);
    }
}
