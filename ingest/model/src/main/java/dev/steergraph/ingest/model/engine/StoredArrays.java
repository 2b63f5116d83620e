package dev.steergraph.ingest.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;

/**
 * Brings stored tensors to a device. Besides the tensor itself no more than a piece of it is in memory, and that is the
 * engine's, which frees it at once.
 */
public final class StoredArrays {

    /** Elements read at a time, 16 MiB of float32. */
    private static final int PIECE = 1 << 22;

    private StoredArrays() {}

    /** As float32. */
    public static NDArray toDevice(NDManager manager, StoredTensor stored) throws IOException {
        try (NDArray flat = manager.create(new Shape(stored.elements()), DataType.FLOAT32)) {
            if (manager.getDevice().isGpu()) {
                pieces(
                        manager,
                        stored,
                        (piece, from) -> flat.set(new NDIndex("{}:{}", from, from + piece.size()), piece));
            } else {
                fill(stored, flat);
            }
            return flat.reshape(new Shape(stored.shape()));
        }
    }

    /**
     * Rounded to another type, piece by piece, so that the whole is never there in float32.
     *
     * @param kernels the models', which make and fill such arrays, as DJL does not
     * @param scalarType PyTorch's number for the type
     */
    public static NDArray toDevice(NDManager manager, StoredTensor stored, Kernels kernels, int scalarType)
            throws IOException {
        try (NDArray flat = kernels.call(manager, "room", kernels.nothing(), stored.elements(), scalarType)) {
            pieces(manager, stored, (piece, from) -> {
                try (NDArray there = piece.toDevice(manager.getDevice(), false)) {
                    kernels.call(manager, "fill", flat, from, there).close();
                }
            });
            return flat.reshape(new Shape(stored.shape()));
        }
    }

    private interface Taker {
        void take(NDArray piece, long from);
    }

    /** Through one buffer on the host. */
    private static void pieces(NDManager manager, StoredTensor stored, Taker taker) throws IOException {
        long elements = stored.elements();
        try (NDManager host = manager.newSubManager(Device.cpu())) {
            NDArray staging = host.create(new Shape(Math.min(elements, PIECE)), DataType.FLOAT32);
            for (long from = 0; from < elements; from += PIECE) {
                try (NDArray piece = staging.get(new NDIndex("0:{}", Math.min(PIECE, elements - from)))) {
                    stored.floats(from, HostArrays.memory(piece).asFloatBuffer());
                    taker.take(piece, from);
                }
            }
        }
    }

    /** Straight into the memory of an array on the host. @param flat F32 with as many elements, in one dimension */
    public static void fill(StoredTensor stored, NDArray flat) throws IOException {
        long elements = stored.elements();
        for (long from = 0; from < elements; from += PIECE) {
            try (NDArray piece = flat.get(new NDIndex("{}:{}", from, Math.min(elements, from + PIECE)))) {
                stored.floats(from, HostArrays.memory(piece).asFloatBuffer());
            }
        }
    }
}
