package dev.steergraph.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A named array in a safetensors file.
 *
 * @param shape lengths of its dimensions, outermost first
 * @param data little-endian, row-major, position 0 to limit
 */
public record Tensor(String name, DType dtype, long[] shape, ByteBuffer data) {

    /** Number of elements. */
    public long size() {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }

    public static Tensor of(String name, int[] values) {
        ByteBuffer data = allocate(4L * values.length);
        data.asIntBuffer().put(values);
        return new Tensor(name, DType.I32, new long[] {values.length}, data);
    }

    public static Tensor of(String name, long[] values) {
        ByteBuffer data = allocate(8L * values.length);
        data.asLongBuffer().put(values);
        return new Tensor(name, DType.I64, new long[] {values.length}, data);
    }

    /** A float32 tensor; the product of the shape must be the number of values. */
    public static Tensor of(String name, float[] values, long... shape) {
        ByteBuffer data = allocate(4L * values.length);
        data.asFloatBuffer().put(values);
        Tensor tensor = new Tensor(name, DType.F32, shape, data);
        if (tensor.size() != values.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values, its shape " + tensor.size());
        }
        return tensor;
    }

    private static ByteBuffer allocate(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
