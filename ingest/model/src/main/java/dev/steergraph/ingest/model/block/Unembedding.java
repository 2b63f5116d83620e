package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.engine.HostArrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The way of directions to the vocabulary: what a vector that is added to the residual stream adds to the logits, but for the
 * positive number by which the final norm divides each row. A bias of a norm or of the head adds the same whatever the
 * direction is, and is left out.
 *
 * <p>Letters: n directions, d = d_model, V words of the vocabulary.
 *
 * @see <a href="https://www.lesswrong.com/posts/AcKRB8wDpdaN6v6ru/interpreting-gpt-the-logit-lens">the logit lens</a>
 */
public final class Unembedding implements AutoCloseable {

    private final NDManager manager;
    private final Head head;
    private final Map<Integer, Block> blocks;
    private final Runnable closing;

    /**
     * @param manager whose device holds the weights
     * @param head unpacked
     * @param blocks by layer, those whose attention matters
     * @param closing frees the weights
     */
    public Unembedding(NDManager manager, Head head, Map<Integer, Block> blocks, Runnable closing) {
        this.manager = manager;
        this.head = head;
        this.blocks = blocks;
        this.closing = closing;
    }

    /** Whose device holds the weights. */
    public NDManager manager() {
        return manager;
    }

    /** V */
    public int vocabulary() {
        return Math.toIntExact(weight().getShape().get(0));
    }

    /** Whether logits are capped: cap·tanh(logit / cap) keeps their order, but sees what they have in common. */
    public boolean isCapped() {
        return head.softCap() != 0;
    }

    /**
     * What attention of a layer writes for what its output projection reads.
     *
     * @param layer one of those that were asked for
     * @param z F32[n, width of the heads]
     * @return F32[n, d]
     */
    public NDArray written(int layer, NDArray z) {
        return Objects.requireNonNull(blocks.get(layer), () -> "layer " + layer + " was not read")
                .written(z);
    }

    /** Through the final norm: its centring, if it is a LayerNorm, and its gain. F32[n, d] to the same */
    public NDArray read(NDArray directions) {
        return head.norm().direction(directions);
    }

    /** F32[n, V], before any cap. @param read what {@link #read} made */
    public NDArray logits(NDArray read) {
        return head.output().direction(read);
    }

    /** Of W_U transposed the rows of some tokens, F32[n, d]. */
    public NDArray rows(NDManager scope, int[] tokens) {
        NDArray at = HostArrays.copy(scope, IntStream.of(tokens).asLongStream().toArray(), new Shape(tokens.length));
        return head.output().kernels().call(scope, "rows", weight(), at);
    }

    private NDArray weight() {
        return head.output().weight();
    }

    @Override
    public void close() {
        closing.run();
    }
}
