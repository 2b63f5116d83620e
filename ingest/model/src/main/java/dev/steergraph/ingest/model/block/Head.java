package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * From the residual stream to the vocabulary.
 *
 * @param norm the final norm
 * @param output [V, d]; the embedding itself where weights are tied
 * @param softCap logits are cap·tanh(logit / cap); 0 for none
 */
public record Head(Norm norm, Linear output, double softCap) {

    /** Logits formed at a time, in elements. */
    private static final int BLOCK = 1 << 24;

    /** F32[.., d] to F32[.., V] */
    public NDArray apply(NDArray x) {
        Kernels kernels = output.kernels();
        NDArray logits = output.apply(norm.apply(x));
        if (softCap != 0) {
            return kernels.call(x.getManager(), "soft_cap", logits, softCap);
        }
        return kernels.call(x.getManager(), "wide", logits);
    }

    /**
     * −ln p of each next token, in nats. Logits are formed where they are asked for only, once where several tokens are, and
     * a block at a time.
     *
     * @param x F32[B, T, d]
     */
    public float[] losses(NDArray x, NextTokens next) {
        Kernels kernels = output.kernels();
        long vocabulary = output.weight().getShape().get(0);
        int block = (int) Math.max(1, BLOCK / vocabulary);
        int[] order = next.byPosition();
        float[] losses = new float[order.length];
        for (int from = 0; from < order.length; ) {
            long[] positions = new long[block];
            long[] entries = new long[order.length - from];
            int rows = 0;
            int to = from;
            for (; to < order.length; to++) {
                long position = next.positions()[order[to]];
                if (rows == 0 || positions[rows - 1] != position) {
                    if (rows == block) {
                        break;
                    }
                    positions[rows++] = position;
                }
                entries[to - from] = (rows - 1) * vocabulary + next.ids()[order[to]];
            }
            try (NDManager scope = x.getManager().newSubManager()) {
                NDArray at = HostArrays.copy(scope, positions, new Shape(rows));
                NDArray logits = apply(kernels.call(scope, "rows", x, at));
                NDArray wanted = HostArrays.copy(scope, entries, new Shape(to - from));
                float[] found = kernels.call(scope, "loss", logits, wanted).toFloatArray();
                for (int i = from; i < to; i++) {
                    losses[order[i]] = found[i - from];
                }
            }
            from = to;
        }
        return losses;
    }
}
