package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;

/**
 * Multi-head scaled dot-product attention, softmax(QKᵀ/√d)V, without a mask: the sequences of a batch are of one length.
 * All attention goes through here.
 *
 * <p>Letters: B sequences, T tokens, H heads, D = d_model / H.
 *
 * @param heads H
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 */
record Attention(Linear query, Linear key, Linear value, Linear output, int heads) {

    /** [B, T, d_model] to [B, T, d_model], the output projection included. */
    NDArray apply(NDArray x) {
        long b = x.getShape().get(0);
        long t = x.getShape().get(1);
        long d = x.getShape().get(2) / heads;
        NDArray q = split(query.apply(x), b, t, d).mul((float) (1 / Math.sqrt(d)));
        NDArray k = split(key.apply(x), b, t, d);
        NDArray v = split(value.apply(x), b, t, d);
        NDArray weights = q.batchMatMul(k.transpose(0, 2, 1)).softmax(-1); // [B·H, T, T]
        NDArray mixed = weights.batchMatMul(v) // [B·H, T, D]
                .reshape(b, heads, t, d)
                .transpose(0, 2, 1, 3)
                .reshape(b, t, heads * d);
        return output.apply(mixed);
    }

    /** [B, T, H·D] to [B·H, T, D] */
    private NDArray split(NDArray x, long b, long t, long d) {
        return x.reshape(b, t, heads, d).transpose(0, 2, 1, 3).reshape(b * heads, t, d);
    }
}
