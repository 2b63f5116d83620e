package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** A tensor in a file: row-major and contiguous to whoever reads it, however it is stored. */
public interface StoredTensor {

    DType dtype();

    /** Lengths of the dimensions, outermost first; empty for a scalar. */
    long[] shape();

    /**
     * Some of its bytes, little-endian, position 0 to limit; a view of the mapped file where it can be. A tensor above 2
     * GiB is read in slices.
     *
     * @param firstByte counted from the tensor's first
     * @throws IndexOutOfBoundsException outside the tensor
     */
    ByteBuffer bytes(long firstByte, int length) throws IOException;

    /** Number of elements. */
    default long elements() {
        long elements = 1;
        for (long length : shape()) {
            elements *= length;
        }
        return elements;
    }

    /** Bytes of all elements. */
    default long byteLength() {
        return elements() * dtype().bytes();
    }

    /**
     * Fills what remains of {@code target} with elements from {@code firstElement} on, converted to float32.
     *
     * @throws IllegalArgumentException if the elements are no floating-point numbers
     */
    default void floats(long firstElement, FloatBuffer target) throws IOException {
        Widening widening = Widening.of(dtype());
        int width = dtype().bytes();
        int maxCount = (1 << 24) / width;
        for (long next = firstElement; target.hasRemaining(); ) {
            int count = Math.min(maxCount, target.remaining());
            widening.put(bytes(next * width, count * width), target);
            next += count;
        }
    }
}
