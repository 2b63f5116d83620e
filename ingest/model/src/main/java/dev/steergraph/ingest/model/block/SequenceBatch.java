package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.steergraph.ingest.model.engine.Kernels;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all blocks of one pass share: how long the sequences are, which tokens are real, masks, rotary tables, the cache.
 *
 * <p>Letters: B sequences, T tokens of this pass, S = T and those of the cache.
 */
public final class SequenceBatch {

    private final Kernels kernels;
    private final NDManager scope;
    private final long length;
    private final @Nullable KvCache cache;
    private final NDArray real;
    private final NDArray positions;
    private final Map<Rotary, Rotary.Table> tables = new HashMap<>();
    private final Map<Integer, Mask> masks = new HashMap<>();

    /** @param allowed BOOL[1 or B, 1, T, S], or no elements @param causal the mask that {@code allowed} leaves out */
    record Mask(NDArray allowed, boolean causal) {}

    /**
     * @param scope owns what this makes
     */
    public SequenceBatch(Kernels kernels, NDManager scope, Input input) {
        this.kernels = kernels;
        this.scope = scope;
        length = input.ids().getShape().get(1);
        cache = input.cache();
        NDArray mask = input.mask();
        long total = past() + length;
        if (mask == null) {
            real = kernels.nothing();
            positions = scope.arange((int) past(), (int) total, 1, DataType.INT64);
        } else {
            real = mask.toType(DataType.BOOLEAN, true);
            real.attach(scope);
            try (NDManager inside = scope.newSubManager()) {
                NDArray wide = mask.toType(DataType.INT64, true);
                wide.attach(inside);
                // A sequence's own tokens are counted, wherever its padding is.
                NDArray counted = wide.cumSum(1).sub(1).clip(0, total).get(":, " + past() + ":");
                positions = counted.duplicate();
                positions.attach(scope);
            }
        }
    }

    /** Tokens that the cache has from earlier passes. */
    long past() {
        return cache == null ? 0 : cache.length();
    }

    /** I64[T], or I64[B, T] where there is padding. */
    NDArray positions() {
        return positions;
    }

    Rotary.Table rotary(Rotary rotary) {
        if (cache != null) {
            cache.rotatedBy(rotary);
        }
        return tables.computeIfAbsent(rotary, r -> r.table(kernels, scope, positions));
    }

    /** [B, G, T, D] to [B, G, S, D] */
    NDArray keys(int layer, NDArray keys) {
        return cache == null ? keys : cache.keys(layer, keys);
    }

    /** [B, G, T, D] to [B, G, S, D] */
    NDArray values(int layer, NDArray values) {
        return cache == null ? values : cache.values(layer, values);
    }

    /** What a layer's earlier passes left; arrays without elements where there were none. */
    DeltaNet.State state(int layer) {
        DeltaNet.State state = cache == null ? null : cache.state(layer);
        return state == null ? new DeltaNet.State(kernels.nothing(), kernels.nothing()) : state;
    }

    void keep(int layer, DeltaNet.State state) {
        if (cache != null) {
            cache.keep(layer, state);
        }
    }

    /** Zeros where there is padding, so that it leaves no trace in a state. @param delta the kernels of {@code delta.py} */
    NDArray withoutPadding(Kernels delta, NDArray x) {
        return real == kernels.nothing() ? x : delta.call(x.getManager(), "masked", x, real);
    }

    /** @param whole whether a mask is wanted even where a kernel could do without */
    Mask mask(Attention.Settings settings, boolean whole) {
        long total = past() + length;
        boolean windowed = settings.window() > 0 && settings.window() < total;
        boolean padded = real != kernels.nothing();
        boolean plain = !padded && !windowed && settings.softCap() == 0 && !whole;
        if (plain && (!settings.causal() || length == 1)) {
            return new Mask(kernels.nothing(), false);
        }
        if (plain && length == total) {
            return new Mask(kernels.nothing(), true);
        }
        int window = windowed ? settings.window() : 0;
        return masks.computeIfAbsent(
                window,
                w -> new Mask(
                        kernels.call(scope, "mask", positions, real, length, total, w, settings.causal()), false));
    }

    /** The sum, in x's place. */
    NDArray add(NDArray x, NDArray y) {
        return kernels.call(x.getManager(), "add", x, y);
    }
}
