package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/** The feed-forward layer of a block, [B, T, d] to [B, T, d]. */
public sealed interface Mlp {

    NDArray apply(NDArray x);

    /** down(σ(up(x))). @param up [f, d] @param down [d, f] */
    record Plain(Linear up, Linear down, Activation activation) implements Mlp {

        @Override
        public NDArray apply(NDArray x) {
            return down.apply(activation.apply(up.kernels(), up.apply(x)));
        }
    }

    /**
     * down(σ(gate(x)) ⊙ up(x)).
     *
     * @see <a href="https://arxiv.org/abs/2002.05202">GLU Variants Improve Transformer</a>
     */
    record Gated(Linear gate, Linear up, Linear down, Activation activation) implements Mlp {

        @Override
        public NDArray apply(NDArray x) {
            Kernels kernels = up.kernels();
            NDArray open = activation.apply(kernels, gate.apply(x));
            return down.apply(kernels.call(open.getManager(), "gate", open, up.apply(x)));
        }
    }
}
