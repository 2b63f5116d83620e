package dev.steergraph.ingest.model;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.checkpoint.TensorPart;
import dev.steergraph.ingest.model.block.Linear;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The projections of an attention whose {@code q_proj}, [2·H·D, d], has for each head its queries' rows and then those of the
 * gate of its output.
 *
 * @param at what names of its tensors begin with
 */
record GatedQueries(Weights weights, String at, Heads heads, long d, boolean biased) {

    /** @param at what the names of the block's tensors begin with */
    static GatedQueries of(SelfAttention attention, Norms norms, String at) {
        return new GatedQueries(norms.weights(), at + "self_attn.", attention.heads(), norms.d(), attention.biased());
    }

    /** As {@link dev.steergraph.ingest.model.block.Attention} wants it. */
    Linear queriesKeysValues() throws IOException {
        return weights.stacked(all("weight", d), d, biased ? all("bias") : List.of());
    }

    /** [H·D, d] */
    Linear gate() throws IOException {
        return weights.stacked(half("weight", 1, d), d, biased ? half("bias", 1) : List.of());
    }

    private List<StoredTensor> all(String name, long... in) throws IOException {
        List<StoredTensor> parts = half(name, 0, in);
        parts.add(weights.stored(at + "k_proj." + name, shape(heads.keyWidth(), in)));
        parts.add(weights.stored(at + "v_proj." + name, shape(heads.keyWidth(), in)));
        return parts;
    }

    /** A half of each head's rows. @param in width of a row, nothing for a bias */
    private List<StoredTensor> half(String name, int half, long... in) throws IOException {
        StoredTensor both = weights.stored(at + "q_proj." + name, shape(2L * heads.queryWidth(), in));
        long row = in.length == 0 ? 1 : in[0];
        List<StoredTensor> parts = new ArrayList<>();
        for (int head = 0; head < heads.heads(); head++) {
            long first = (2L * head + half) * heads.width();
            parts.add(new TensorPart(both, first * row, shape(heads.width(), in)));
        }
        return parts;
    }

    private static long[] shape(long rows, long... in) {
        return in.length == 0 ? new long[] {rows} : new long[] {rows, in[0]};
    }
}
