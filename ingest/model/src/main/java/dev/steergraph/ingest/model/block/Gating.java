package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/** How the two halves of an expert's first product, gate and up, become one: [n, 2f] to [n, f]. The input is used up. */
public sealed interface Gating {

    /** @param kernels of {@code mixture.py} */
    NDArray apply(Kernels kernels, NDArray gateAndUp);

    /** σ(gate) ⊙ up. @param plain kernels of the activation */
    record Activated(Kernels plain, Activation activation) implements Gating {

        @Override
        public NDArray apply(Kernels kernels, NDArray gateAndUp) {
            NDArray[] halves = kernels.callAll(gateAndUp.getManager(), "halves", gateAndUp);
            NDArray open = activation.apply(plain, halves[0]);
            return plain.call(open.getManager(), "gate", open, halves[1]);
        }
    }

    /** g·sigmoid(αg) ⊙ (u + 1), with g = min(gate, limit) and u = up within ±limit: gpt-oss. */
    record Clamped(double limit, double alpha) implements Gating {

        @Override
        public NDArray apply(Kernels kernels, NDArray gateAndUp) {
            return kernels.call(gateAndUp.getManager(), "clamped", gateAndUp, limit, alpha);
        }
    }
}
