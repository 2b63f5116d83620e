package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * (x − mean) / √(variance + ε) · γ + β.
 *
 * @param gamma F32[d]
 * @param beta F32[d]
 * @see <a href="https://arxiv.org/abs/1607.06450">Layer Normalization</a>
 */
public record LayerNorm(Kernels kernels, NDArray gamma, NDArray beta, double epsilon) implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return kernels.call(x.getManager(), "layer_norm", x, gamma, beta, epsilon);
    }

    @Override
    public NDArray normalized(NDArray x) {
        return kernels.call(x.getManager(), "layer_normalized", x, epsilon);
    }

    @Override
    public NDArray scaled(NDArray normalized) {
        return kernels.call(normalized.getManager(), "gain_and_bias", normalized, gamma, beta);
    }

    @Override
    public NDArray direction(NDArray x) {
        return kernels.call(x.getManager(), "gain", x.sub(x.mean(new int[] {-1}, true)), gamma);
    }
}
