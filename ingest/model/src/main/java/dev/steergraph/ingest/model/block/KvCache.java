package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.engine.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the tokens already read, and the states of layers that have these instead, so that the next token costs
 * one pass over itself alone.
 *
 * <p>Letters: B sequences, G key-value groups, M tokens at most, D width of a head.
 */
public final class KvCache implements AutoCloseable {

    private final Kernels kernels;
    private final NDManager manager;
    private final NDArray[] keys;
    private final NDArray[] values;
    private final DeltaNet.@Nullable State[] states;
    private final long room;
    private long length;
    private double limit = Double.POSITIVE_INFINITY;

    /** @param room M */
    public KvCache(Kernels kernels, NDManager manager, int layers, long room) {
        this.kernels = kernels;
        this.manager = manager;
        keys = new NDArray[layers];
        values = new NDArray[layers];
        states = new DeltaNet.State[layers];
        this.room = room;
    }

    /** Tokens in it. */
    public long length() {
        return length;
    }

    /** M: tokens that fit. */
    long room() {
        return room;
    }

    /**
     * Tokens above which a text is rotated otherwise, from its first token on; infinite for none. When one grows beyond, its
     * keys are of no use any more.
     */
    public double limit() {
        return limit;
    }

    void rotatedBy(Rotary rotary) {
        limit = Math.min(limit, rotary.limit());
    }

    NDArray keys(int layer, NDArray added) {
        return append(keys, layer, added);
    }

    NDArray values(int layer, NDArray added) {
        return append(values, layer, added);
    }

    /** Null before the layer's first pass. */
    DeltaNet.@Nullable State state(int layer) {
        return states[layer];
    }

    /** Takes a copy of a state in the place of the one before. */
    void keep(int layer, DeltaNet.State state) {
        DeltaNet.State before = states[layer];
        states[layer] = new DeltaNet.State(
                kernels.call(manager, "copy", state.columns()), kernels.call(manager, "copy", state.heads()));
        if (before != null) {
            before.columns().close();
            before.heads().close();
        }
    }

    /** Ends a pass over so many tokens. */
    public void advance(long tokens) {
        length += tokens;
    }

    private NDArray append(NDArray[] kept, int layer, NDArray added) {
        if (kept[layer] == null) {
            Shape shape = added.getShape();
            NDArray fresh = manager.zeros(new Shape(shape.get(0), shape.get(1), room, shape.get(3)), DataType.FLOAT32);
            kept[layer] = kernels.call(manager, "like", fresh, added);
            fresh.close();
        }
        return kernels.call(added.getManager(), "store", kept[layer], length, added);
    }

    @Override
    public void close() {
        manager.close();
    }
}
