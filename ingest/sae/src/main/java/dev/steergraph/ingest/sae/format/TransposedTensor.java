package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A matrix [m, n] of which [n, m] is stored. A slice of several rows costs one pass over what is stored, so that it is cheap
 * to read in large slices.
 */
record TransposedTensor(StoredTensor stored) implements StoredTensor {

    @Override
    public DType dtype() {
        return stored.dtype();
    }

    @Override
    public long[] shape() {
        return new long[] {stored.shape()[1], stored.shape()[0]};
    }

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        int width = dtype().bytes();
        long rows = shape()[0];
        long columns = shape()[1];
        long first = firstByte / width;
        long last = (firstByte + Math.max(1, length) - 1) / width;
        int firstRow = Math.toIntExact(first / columns);
        int band = Math.toIntExact(last / columns) - firstRow + 1;
        byte[] read = new byte[Math.multiplyExact(Math.toIntExact(last - first + 1), width)];
        for (long column = 0; column < columns; column++) {
            ByteBuffer run = stored.bytes((column * rows + firstRow) * width, band * width);
            for (int row = 0; row < band; row++) {
                long element = (firstRow + row) * columns + column;
                if (element >= first && element <= last) {
                    run.get(row * width, read, (int) (element - first) * width, width);
                }
            }
        }
        return ByteBuffer.wrap(read)
                .slice((int) (firstByte - first * width), length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
