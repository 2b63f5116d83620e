package dev.steergraph.ingest.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * From Java memory to the engine's.
 *
 * <p>DJL's {@code NDManager.create} of an array or a buffer copies nothing on a processor: the tensor lies in a direct
 * buffer, which only the one NDArray that came back keeps alive. Views of it, and what an operation in place returns, are
 * NDArrays of their own; once the first is closed the collector frees the buffer below them, and what is read or written
 * there then is someone else's memory. So no other class calls it. What {@link #copy} makes is the engine's own, may be
 * written in place and handed on, and goes when its owner does, not when a collection comes.
 */
public final class HostArrays {

    private HostArrays() {}

    /**
     * F32 of the shape.
     *
     * @param owner whose device it is on
     * @param values as many as the shape has, from the array's beginning
     */
    public static NDArray copy(NDManager owner, float[] values, Shape shape) {
        int count = Math.toIntExact(shape.size());
        return filled(
                owner, shape, DataType.FLOAT32, memory -> memory.asFloatBuffer().put(values, 0, count));
    }

    /** F32[n] */
    public static NDArray copy(NDManager owner, float[] values) {
        return copy(owner, values, new Shape(values.length));
    }

    /** I64 of the shape. @param values as many as the shape has, from the array's beginning */
    public static NDArray copy(NDManager owner, long[] values, Shape shape) {
        int count = Math.toIntExact(shape.size());
        return filled(
                owner, shape, DataType.INT64, memory -> memory.asLongBuffer().put(values, 0, count));
    }

    /** I64[n] */
    public static NDArray copy(NDManager owner, long[] values) {
        return copy(owner, values, new Shape(values.length));
    }

    /** F32 of the shape. @param values as many as the shape has, from the buffer's beginning, in the machine's byte order */
    public static NDArray copy(NDManager owner, ByteBuffer values, Shape shape) {
        int bytes = Math.toIntExact(Math.multiplyExact(shape.size(), Float.BYTES));
        return filled(owner, shape, DataType.FLOAT32, memory -> memory.put(values.slice(0, bytes)));
    }

    /** An array of the engine's own whose content the filler writes, from position 0 on, in the machine's byte order. */
    static NDArray filled(NDManager owner, Shape shape, DataType type, Consumer<ByteBuffer> filler) {
        if (owner.getDevice().isGpu()) {
            try (NDManager host = owner.newSubManager(Device.cpu())) {
                NDArray there = filled(host, shape, type, filler).toDevice(owner.getDevice(), true);
                there.attach(owner);
                return there;
            }
        }
        NDArray made = owner.create(shape, type);
        if (shape.size() > 0) {
            filler.accept(memory(made));
        }
        return made;
    }

    /** The memory of an array on a processor, of at most 2 GiB; valid while the array is open. */
    static ByteBuffer memory(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
    }
}
