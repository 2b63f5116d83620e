package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.rope.Frequencies;
import dev.steergraph.ingest.model.rope.RopeParameters;
import java.util.Arrays;

/**
 * Rotary position embeddings: the pairs (i, i + R/2) of the first R entries of a head are turned by position · frequency.
 *
 * @see <a href="https://arxiv.org/abs/2104.09864">RoFormer</a>
 */
public final class Rotary {

    private final Frequencies frequencies;

    private Rotary(Frequencies frequencies) {
        this.frequencies = frequencies;
    }

    /** @param cos F32[T or B·T, R/2] @param sin the same */
    record Table(NDArray cos, NDArray sin) {}

    /**
     * @param width of a head
     * @throws dev.steergraph.core.UserError if an odd number of entries is to be rotated, none, or more than a head has
     */
    public static Rotary of(ModelConfig config, RopeParameters rope, int width) {
        return new Rotary(rope.frequencies(config, width));
    }

    /** Tokens above which texts are rotated otherwise, from their first token on; infinite for none. */
    double limit() {
        return frequencies.limit();
    }

    /** @param positions I64[T] or I64[B, T] */
    Table table(Kernels kernels, NDManager scope, NDArray positions) {
        NDManager owner = positions.getManager();
        try (NDArray values = HostArrays.copy(owner, frequencies.values());
                NDArray beyond = HostArrays.copy(owner, frequencies.beyond());
                NDArray own = kernels.call(owner, "by_length", positions, values, beyond, limit())) {
            NDArray[] table = kernels.callAll(scope, "rotary", positions, own, frequencies.attentionFactor());
            return new Table(table[0], table[1]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rotary rotary
                && Arrays.equals(frequencies.values(), rotary.frequencies.values())
                && Arrays.equals(frequencies.beyond(), rotary.frequencies.beyond())
                && frequencies.limit() == rotary.frequencies.limit()
                && frequencies.attentionFactor() == rotary.frequencies.attentionFactor();
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frequencies.values());
    }
}
