package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Embedding;
import dev.steergraph.ingest.model.block.Head;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.block.KvCache;
import dev.steergraph.ingest.model.block.NextTokens;
import dev.steergraph.ingest.model.block.SequenceBatch;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language model whose activations can be read and edited. One class per architecture says how config.json and the
 * checkpoint are to be understood; embedding, blocks and head are the same building blocks for all.
 *
 * <p>Letters: B sequences, T tokens of this pass, S = T and those of the cache, d = d_model, V words of the vocabulary.
 *
 * <p>Thread-safe for passes whose scopes are their own.
 */
public abstract sealed class Transformer implements AutoCloseable permits Bert, Decoder, Gpt2, GptNeoX {

    private final ModelInfo info;
    private final Parts parts;

    /** @param head null for models without one */
    record Parts(
            NDManager manager,
            Kernels kernels,
            Embedding embedding,
            List<Block> blocks,
            @Nullable Head head) {}

    /** @param parts become the model's own and are closed with it */
    Transformer(ModelInfo info, Parts parts) {
        this.info = info;
        this.parts = parts;
    }

    public final ModelInfo info() {
        return info;
    }

    /** Whether activations can be read there. */
    final boolean has(HookPoint hook) {
        return hook.layer() < parts.blocks().size() && info.has(hook);
    }

    /** Whether {@link #logits} can be asked for. */
    public final boolean predictsText() {
        return parts.head() != null;
    }

    /** The manager whose device holds the weights. */
    public final NDManager manager() {
        return parts.manager();
    }

    /**
     * Runs the blocks up to the last hook point that the reader wants, and shows it what it wants on the way.
     *
     * @param scope owns the inputs; the arrays shown live only for the duration of the call
     * @param ids I64[B, T], sequences of one length
     */
    public final void forward(NDManager scope, NDArray ids, HookReader reader) {
        forward(scope, Input.of(ids), reader, HookWriter.NONE);
    }

    /** The same with padding, a cache, or edits on the way. */
    public final void forward(NDManager scope, Input input, HookReader reader, HookWriter writer) {
        try (NDManager inside = scope.newSubManager()) {
            run(inside, input, new Probe(parts.kernels(), reader, writer, false));
        }
    }

    /**
     * What the model predicts after each token.
     *
     * @return F32[B, T, V], the scope's own
     * @throws UserError if the model has no language-model head
     */
    public final NDArray logits(NDManager scope, Input input, HookReader reader, HookWriter writer) {
        return predicted(scope, input, reader, writer, false);
    }

    /**
     * The same after some tokens only.
     *
     * @param tokens I64[n], counted through the batch: b·T + t
     * @return F32[n, V], the scope's own
     */
    public final NDArray logitsAfter(
            NDManager scope, Input input, NDArray tokens, HookReader reader, HookWriter writer) {
        Head head = head();
        try (NDManager inside = scope.newSubManager()) {
            return after(scope, head, run(inside, input, new Probe(parts.kernels(), reader, writer, true)), tokens);
        }
    }

    /** @param x F32[B, T, d] */
    private NDArray after(NDManager owner, Head head, NDArray x, NDArray tokens) {
        NDArray logits = head.apply(parts.kernels().call(x.getManager(), "rows", x, tokens));
        logits.attach(owner);
        return logits;
    }

    /** F32[B, 1, V]: what the model predicts after the last token. */
    public final NDArray nextLogits(NDManager scope, Input input, HookReader reader, HookWriter writer) {
        return predicted(scope, input, reader, writer, true);
    }

    /**
     * How badly a batch's next tokens are predicted: −ln p of each, in nats.
     *
     * @throws UserError if the model has no language-model head
     */
    public final float[] losses(NDManager scope, Input input, NextTokens next, HookReader reader, HookWriter writer) {
        try (NDManager inside = scope.newSubManager()) {
            return head().losses(run(inside, input, new Probe(parts.kernels(), reader, writer, true)), next);
        }
    }

    /**
     * The same from a block on, for passes that share what comes before it.
     *
     * @param first the first block that runs
     * @param residual what goes into it, {@code resid_pre}, F32[B, T, d]; stays as it is
     * @param input of the whole pass, without a cache
     */
    public final float[] lossesFrom(
            NDManager scope, int first, NDArray residual, Input input, NextTokens next, HookWriter writer) {
        try (NDManager inside = scope.newSubManager()) {
            Probe probe = new Probe(parts.kernels(), HookReader.NONE, writer, true);
            return head().losses(from(inside, first, residual, input, probe), next);
        }
    }

    /** The same up to the last hook point that the reader wants. */
    public final void forwardFrom(
            NDManager scope, int first, NDArray residual, Input input, HookReader reader, HookWriter writer) {
        try (NDManager inside = scope.newSubManager()) {
            from(inside, first, residual, input, new Probe(parts.kernels(), reader, writer, false));
        }
    }

    /**
     * The same to the end.
     *
     * @param tokens I64[n], after which tokens of the batch a prediction is wanted, counted b·T + t
     * @return F32[n, V], the scope's own
     * @throws UserError if the model has no language-model head
     */
    public final NDArray logitsFrom(
            NDManager scope,
            int first,
            NDArray residual,
            Input input,
            NDArray tokens,
            HookReader reader,
            HookWriter writer) {
        Head head = head();
        try (NDManager inside = scope.newSubManager()) {
            NDArray x = from(inside, first, residual, input, new Probe(parts.kernels(), reader, writer, true));
            return after(scope, head, x, tokens);
        }
    }

    private NDArray from(NDManager scope, int first, NDArray residual, Input input, Probe probe) {
        if (input.cache() != null) {
            throw new IllegalArgumentException("a pass that begins at a block leaves nothing for a cache");
        }
        SequenceBatch sequences = new SequenceBatch(parts.kernels(), scope, input);
        return blocks(scope, first, parts.kernels().call(scope, "copy", residual), sequences, probe);
    }

    /** @param room tokens at most */
    public final KvCache newCache(long room) {
        return new KvCache(
                parts.kernels(), parts.manager().newSubManager(), parts.blocks().size(), room);
    }

    private NDArray predicted(NDManager scope, Input input, HookReader reader, HookWriter writer, boolean last) {
        Head head = head();
        try (NDManager inside = scope.newSubManager()) {
            NDArray x = run(inside, input, new Probe(parts.kernels(), reader, writer, true));
            NDArray logits = head.apply(last ? x.get(":, -1:") : x);
            logits.attach(scope);
            return logits;
        }
    }

    /** The blocks that were read, in their order. */
    final List<Block> blocks() {
        return parts.blocks();
    }

    /** @throws UserError if the model has none */
    final Head head() {
        Head head = parts.head();
        if (head == null) {
            throw new UserError(info.id() + " predicts no text: it has no language-model head.");
        }
        return head;
    }

    /** The residual stream where the pass ended, F32[B, T, d]. */
    private NDArray run(NDManager scope, Input input, Probe probe) {
        SequenceBatch sequences = new SequenceBatch(parts.kernels(), scope, input);
        NDArray embedded = parts.embedding().apply(scope, input.ids(), sequences, probe);
        NDArray x = blocks(scope, 0, embedded, sequences, probe);
        KvCache cache = input.cache();
        if (cache != null) {
            cache.advance(input.ids().getShape().get(1));
        }
        return x;
    }

    /** @param residual F32[B, T, d], used up */
    private NDArray blocks(NDManager scope, int first, NDArray residual, SequenceBatch sequences, Probe probe) {
        NDArray x = residual;
        for (int layer = first; layer < parts.blocks().size() && !probe.done(); layer++) {
            try (NDManager inside = scope.newSubManager()) {
                x.attach(inside);
                probe.enter(layer);
                x = parts.blocks().get(layer).apply(x, sequences, probe);
                x.attach(scope);
            }
        }
        return x;
    }

    @Override
    public final void close() {
        parts.kernels().close();
        parts.manager().close();
    }
}
