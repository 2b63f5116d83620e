package dev.steergraph.ingest.sae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.engine.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows of activations that are collected on the device, batch by batch in any order, and encoded there together. */
public final class DeviceRows implements AutoCloseable {

    private final NDManager manager;
    private final Kernels kernels;
    private final int d;
    private NDArray rows;

    /** @param d width of a row */
    public DeviceRows(NDManager parent, int d) throws IOException {
        manager = parent.newSubManager();
        kernels = Kernels.beside(DeviceRows.class, manager);
        this.d = d;
        rows = manager.zeros(new Shape(0, d));
    }

    /** Makes room for so many rows; what they hold is undefined. */
    public void resize(int wanted) {
        if (rows.getShape().get(0) < wanted) {
            rows.close();
            rows = manager.zeros(new Shape(wanted, d));
        }
    }

    /**
     * Copies rows of a batch to their places.
     *
     * @param activations F32[..., d]
     * @param taken which of its rows
     * @param at where they go, one place for each
     */
    public void put(NDArray activations, long[] taken, long[] at) {
        try (NDManager scope = manager.newSubManager()) {
            kernels.call(scope, "place", rows, HostArrays.copy(scope, at), activations, HostArrays.copy(scope, taken));
        }
    }

    /** Copies rows that were made on the host. @param values F32[n, d], direct, in the machine's byte order */
    public void fill(ByteBuffer values, int n) {
        try (NDManager scope = manager.newSubManager()) {
            long[] all = new long[n];
            for (int i = 0; i < n; i++) {
                all[i] = i;
            }
            put(HostArrays.copy(scope, values, new Shape(n, d)), all, all);
        }
    }

    /** Keeps some rows, which move together in their order. @param wanted ascending */
    public void keep(int... wanted) {
        long[] taken = new long[wanted.length];
        long[] at = new long[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            taken[i] = wanted[i];
            at[i] = i;
        }
        put(rows, taken, at);
    }

    /** Encodes the first n rows. */
    public SaeEncoder.Codes encode(SaeEncoder encoder, int n) {
        try (NDArray first = rows.get("0:" + n)) {
            return encoder.encode(first);
        }
    }

    @Override
    public void close() {
        kernels.close();
        manager.close();
    }
}
