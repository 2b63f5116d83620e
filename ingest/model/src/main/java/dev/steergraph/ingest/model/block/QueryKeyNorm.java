package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;
import java.util.List;

/**
 * Root-mean-square norms of queries and keys, before they are rotated.
 *
 * @param parts what is normalised; none for models without such norms
 * @see <a href="https://arxiv.org/abs/2302.05442">Scaling Vision Transformers to 22 Billion Parameters</a>, where they come
 *     from
 */
public record QueryKeyNorm(Kernels kernels, List<Part> parts, double epsilon) {

    /**
     * n neighbouring stretches of w entries, each normalised by itself: all heads, or the queries of all heads as one.
     *
     * @param from of queries, keys and values, the first entry
     * @param weight F32[n, w]; of Gemma, which stores w − 1, with the 1 added
     */
    public record Part(long from, NDArray weight) {}

    public QueryKeyNorm {
        parts = List.copyOf(parts);
    }

    public static QueryKeyNorm none(Kernels kernels) {
        return new QueryKeyNorm(kernels, List.of(), 0);
    }

    /** In place. @param qkv [B, T, (H + 2G)·D] */
    NDArray apply(NDArray qkv) {
        NDArray x = qkv;
        for (Part part : parts) {
            x = kernels.call(qkv.getManager(), "norm_parts", x, part.from(), part.weight(), epsilon);
        }
        return x;
    }
}
