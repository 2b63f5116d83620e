package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.engine.Kernels;
import org.jspecify.annotations.Nullable;

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

    /**
     * A mixture of experts: every token passes through the few that the router chooses for it, and through the shared one
     * where there is one.
     *
     * @param shared null for none
     * @see <a href="https://arxiv.org/abs/1701.06538">Sparsely-gated mixture of experts</a>
     */
    record Mixture(Router router, Experts experts, @Nullable Shared shared) implements Mlp {

        /** sigmoid(gate(x)) · mlp(x), for every token. @param gate [1, d] */
        public record Shared(Linear gate, Mlp mlp) {}

        @Override
        public NDArray apply(NDArray x) {
            Kernels kernels = router.kernels();
            NDManager owner = x.getManager();
            NDArray rows = kernels.call(owner, "flat", x);
            NDArray mixed = experts.apply(rows, router.choose(rows));
            if (shared != null) {
                kernels.call(
                        owner,
                        "share",
                        mixed,
                        shared.gate().apply(rows),
                        shared.mlp().apply(rows));
            }
            return kernels.call(owner, "like", mixed, x);
        }
    }
}
