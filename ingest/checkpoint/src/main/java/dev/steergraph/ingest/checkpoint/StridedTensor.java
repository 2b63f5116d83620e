package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor whose elements lie elsewhere than in row-major order, such as a transposed one. Element (i, j, ...) is number
 * i stride[0] + j stride[1] + ... of {@code data}; what is read is gathered element by element.
 *
 * @param data less than 2 GiB
 */
record StridedTensor(DType dtype, long[] shape, long[] stride, Region data) implements StoredTensor {

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        int width = dtype.bytes();
        long first = firstByte / width;
        int count = Math.toIntExact((firstByte + length + width - 1) / width - first);
        ByteBuffer source = data.bytes(0, Math.toIntExact(data.size()));
        byte[] gathered = new byte[Math.multiplyExact(count, width)];
        long[] index = indexOf(first);
        for (int i = 0; i < count; i++) {
            source.get((int) position(index) * width, gathered, i * width, width);
            advance(index);
        }
        return ByteBuffer.wrap(gathered)
                .slice((int) (firstByte - first * width), length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private long[] indexOf(long element) {
        long[] index = new long[shape.length];
        long rest = element;
        for (int d = shape.length - 1; d >= 0 && rest > 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        return index;
    }

    private void advance(long[] index) {
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d]++;
            if (index[d] < shape[d]) {
                return;
            }
            index[d] = 0;
        }
    }

    private long position(long[] index) {
        long position = 0;
        for (int d = 0; d < index.length; d++) {
            position += index[d] * stride[d];
        }
        return position;
    }
}
