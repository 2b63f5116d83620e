package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.Probe;
import org.jspecify.annotations.Nullable;

/**
 * The first residual stream: token embeddings, scaled, with learned positions and a norm where a model has them.
 *
 * @param tokens [V, d] in the model's precision
 * @param positions F32[maxContext, d], or null
 * @param segment F32[d], of BERT's segment 0, the only one used, or null
 * @param norm null for none
 * @param scale 1 for none
 */
public record Embedding(
        Kernels kernels,
        NDArray tokens,
        @Nullable NDArray positions,
        @Nullable NDArray segment,
        @Nullable Norm norm,
        double scale) {

    public static Embedding of(Kernels kernels, NDArray tokens) {
        return new Embedding(kernels, tokens, null, null, null, 1);
    }

    /** I64[B, T] to F32[B, T, d], the scope's own; where the probe is done, of no use. */
    public NDArray apply(NDManager scope, NDArray ids, SequenceBatch sequences, Probe probe) {
        NDArray x = kernels.call(scope, "embedding", ids, tokens);
        if (scale != 1) {
            kernels.call(scope, "scale", x, scale);
        }
        x = probe.at(Site.EMBED, x);
        if (probe.done()) {
            return x;
        }
        if (segment != null) {
            sequences.add(x, segment);
        }
        if (positions != null) {
            sequences.add(x, kernels.call(scope, "embedding", sequences.positions(), positions));
        }
        return norm == null ? x : norm.apply(x);
    }
}
