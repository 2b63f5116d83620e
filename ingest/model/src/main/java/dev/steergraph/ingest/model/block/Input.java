package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass reads.
 *
 * @param ids I64[B, T]
 * @param mask I64[B, S], 1 for tokens and 0 for padding (at either end), or null where there is no padding; S = T and the
 *     tokens of the cache. What comes out at padding is of no use.
 * @param cache what earlier passes left, to which this one adds; null for none
 */
public record Input(
        NDArray ids, @Nullable NDArray mask, @Nullable KvCache cache) {

    /** Sequences of one length, from their beginning. */
    public static Input of(NDArray ids) {
        return new Input(ids, null, null);
    }
}
