package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * E gated feed-forward layers, of which each token passes through the k that a router chose. Rows are sorted by expert, so
 * that each expert's are one product.
 *
 * @param gateAndUp [E, 2f, d]: an expert's gate, then its up
 * @param down [E, d, f]
 */
public record Experts(GroupedLinear gateAndUp, GroupedLinear down, Gating gating) {

    /** The chosen experts' outputs, weighted and summed. @param x [n, d] @return F32[n, d] */
    NDArray apply(NDArray x, Router.Choice choice) {
        Kernels kernels = down.kernels();
        long count = down.weight().getShape().get(0);
        NDArray[] sorted = kernels.callAll(x.getManager(), "dispatch", x, choice.experts(), count);
        NDArray rows = sorted[0];
        NDArray counts = sorted[1];
        NDArray fed = down.apply(gating.apply(kernels, gateAndUp.apply(rows, counts)), counts);
        return kernels.call(x.getManager(), "combine", fed, sorted[2], choice.weights());
    }
}
