package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import dev.steergraph.ingest.model.engine.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head scaled dot-product attention, softmax(s·QKᵀ)V. All attention goes through here.
 *
 * <p>Letters: B sequences, T tokens of this pass, S tokens to attend to (those of the cache included), H heads, G groups of
 * heads that share keys and values (G = H where none are shared), D width of a head.
 *
 * @param qkv [(H + 2G)·D, d_model]: queries, then keys, then values
 * @param norms of queries and keys
 * @param sinks F32[H], logits of attending to nothing, which take their share of each softmax; or no elements
 * @param gate [H·D, d_model], whose sigmoid opens what the heads make; null for none
 * @param output [d_model, H·D]
 * @param settings what the architectures differ in
 * @see <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>
 * @see <a href="https://arxiv.org/abs/2305.13245">GQA: shared keys and values</a>
 */
public record Attention(
        Linear qkv,
        QueryKeyNorm norms,
        NDArray sinks,
        @Nullable Linear gate,
        Linear output,
        Settings settings) implements Mixer {

    /** Without sinks and gate. */
    public Attention(Linear qkv, QueryKeyNorm norms, Linear output, Settings settings) {
        this(qkv, norms, qkv.kernels().nothing(), null, output, settings);
    }

    /** Without norms of queries and keys. */
    public Attention(Linear qkv, Linear output, Settings settings) {
        this(qkv, QueryKeyNorm.none(qkv.kernels()), output, settings);
    }

    /** @param logits F32[H] */
    public Attention withSinks(NDArray logits) {
        return new Attention(qkv, norms, logits, gate, output, settings);
    }

    /** @param opening [H·D, d_model] */
    public Attention withGate(Linear opening) {
        return new Attention(qkv, norms, sinks, opening, output, settings);
    }

    /**
     * @param layer where the cache keeps its keys and values
     * @param heads H
     * @param groups G
     * @param repeats how many times each key and value is laid out before heads attend to it: H / G, so that PyTorch's fast
     *     kernel takes them, or 1, which leaves it to its slow one
     * @param scale s
     * @param softCap scores are cap·tanh(score / cap); 0 for none
     * @param window how many tokens, itself included, a token may look back; 0 for all
     * @param causal whether a token sees only those before it
     * @param rotary null where positions are learned
     */
    public record Settings(
            int layer,
            int heads,
            int groups,
            int repeats,
            double scale,
            double softCap,
            int window,
            boolean causal,
            @Nullable Rotary rotary) {

        /** With keys and values as they are. */
        public Settings(
                int layer,
                int heads,
                int groups,
                double scale,
                double softCap,
                int window,
                boolean causal,
                @Nullable Rotary rotary) {
            this(layer, heads, groups, 1, scale, softCap, window, causal, rotary);
        }
    }

    @Override
    public NDArray mixed(NDArray x, SequenceBatch sequences) {
        Kernels kernels = qkv.kernels();
        NDArray read = norms.apply(qkv.apply(x));
        if (settings.rotary() != null) {
            Rotary.Table table = sequences.rotary(settings.rotary());
            read = kernels.call(
                    x.getManager(), "rotate", read, settings.heads(), settings.groups(), table.cos(), table.sin());
        }
        NDArray[] split = kernels.callAll(x.getManager(), "split_heads", read, settings.heads(), settings.groups());
        NDArray key = repeated(sequences.keys(settings.layer(), split[1]));
        NDArray value = repeated(sequences.values(settings.layer(), split[2]));
        SequenceBatch.Mask mask = sequences.mask(settings, !sinks.isEmpty());
        NDArray attended = kernels.call(
                x.getManager(),
                "attend",
                split[0],
                key,
                value,
                mask.allowed(),
                mask.causal(),
                settings.scale(),
                settings.softCap(),
                sinks);
        return gate == null ? attended : kernels.call(x.getManager(), "open", attended, gate.apply(x));
    }

    private NDArray repeated(NDArray shared) {
        int times = settings.repeats();
        return times == 1 ? shared : qkv.kernels().call(shared.getManager(), "repeat_heads", shared, times);
    }
}
