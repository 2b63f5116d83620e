package dev.steergraph.ingest.checkpoint;

import dev.steergraph.ingest.store.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor whose elements lie elsewhere than in row-major order, such as a transposed one. Element (i, j, ...) is number
 * i stride[0] + j stride[1] + ... of {@code data}; what is read is gathered element by element.
 */
record StridedTensor(DType dtype, long[] shape, long[] stride, Region data) implements StoredTensor {

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        int width = dtype.bytes();
        long first = firstByte / width;
        long end = (firstByte + length + width - 1) / width;
        ByteBuffer gathered = ByteBuffer.allocate(Math.toIntExact((end - first) * width));
        for (long element = first; element < end; element++) {
            gathered.put(data.bytes(position(element) * width, width));
        }
        return gathered.slice((int) (firstByte - first * width), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long position(long element) {
        long position = 0;
        long rest = element;
        for (int d = shape.length - 1; d >= 0; d--) {
            position += rest % shape[d] * stride[d];
            rest /= shape[d];
        }
        return position;
    }
}
