package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A float32 array of a model file, not yet on any device.
 *
 * @param shape lengths of its dimensions
 * @param data little-endian
 */
record Weight(long[] shape, ByteBuffer data) {

    /** Copies it to the manager's device. */
    NDArray on(NDManager manager) {
        ByteBuffer direct = ByteBuffer.allocateDirect(data.limit()).order(ByteOrder.nativeOrder());
        direct.put(data.duplicate()).rewind();
        // A copy owned by the engine: the buffer may be collected afterwards.
        try (NDArray view = manager.create(direct, new Shape(shape), DataType.FLOAT32)) {
            return view.duplicate();
        }
    }
}
