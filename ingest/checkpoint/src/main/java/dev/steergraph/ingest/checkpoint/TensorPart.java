package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Consecutive elements of a tensor as one of their own, such as a matrix of a stack of matrices.
 *
 * @param firstElement where it begins in the whole
 */
public record TensorPart(StoredTensor whole, long firstElement, long[] shape) implements StoredTensor {

    /** One of those that lie along the first dimension. @throws IndexOutOfBoundsException if there is none */
    public static TensorPart of(StoredTensor whole, long index) {
        long[] shape = whole.shape();
        Objects.checkIndex(index, shape[0]);
        long[] own = Arrays.copyOfRange(shape, 1, shape.length);
        return new TensorPart(whole, index * (whole.elements() / shape[0]), own);
    }

    @Override
    public DType dtype() {
        return whole.dtype();
    }

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        return whole.bytes(firstElement * dtype().bytes() + firstByte, length);
    }

    @Override
    public void floats(long first, FloatBuffer target) throws IOException {
        Objects.checkFromIndexSize(first, target.remaining(), elements());
        whole.floats(firstElement + first, target);
    }
}
