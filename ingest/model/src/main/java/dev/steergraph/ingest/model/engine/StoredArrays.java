package dev.steergraph.ingest.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Brings stored tensors to a device, as float32. */
public final class StoredArrays {

    /** Bytes copied at a time. */
    private static final int PIECE = 64 << 20;

    private StoredArrays() {}

    /** Piece by piece along the first dimension, so that tensors of any size fit through a buffer. */
    public static NDArray toDevice(NDManager manager, StoredTensor stored) throws IOException {
        long[] shape = stored.shape();
        long rows = shape.length == 0 ? 1 : shape[0];
        long rowElements = rows == 0 ? 1 : stored.elements() / rows;
        long piece = Math.max(1, PIECE / (Float.BYTES * Math.max(1, rowElements)));
        if (rows <= piece) {
            return read(manager, stored, 0, stored.elements(), new Shape(shape));
        }
        NDArray whole = manager.zeros(new Shape(shape));
        for (long from = 0; from < rows; from += piece) {
            long count = Math.min(piece, rows - from);
            long[] part = shape.clone();
            part[0] = count;
            try (NDArray values = read(manager, stored, from * rowElements, count * rowElements, new Shape(part))) {
                whole.set(new NDIndex("{}:{}", from, from + count), values);
            }
        }
        return whole;
    }

    private static NDArray read(NDManager manager, StoredTensor stored, long from, long count, Shape shape)
            throws IOException {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(Math.toIntExact(count * Float.BYTES)).order(ByteOrder.nativeOrder());
        stored.floats(from, direct.asFloatBuffer());
        // A copy owned by the engine: the buffer may be collected afterwards.
        try (NDArray view = manager.create(direct, shape, DataType.FLOAT32)) {
            return view.duplicate();
        }
    }
}
