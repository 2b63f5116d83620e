package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/** A tensor whose float32 values are computed as they are read. */
interface ComputedTensor extends StoredTensor {

    @Override
    default DType dtype() {
        return DType.F32;
    }

    @Override
    default ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        long first = firstByte / Float.BYTES;
        int count = (int) ((firstByte + length + Float.BYTES - 1) / Float.BYTES - first);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        floats(first, bytes.asFloatBuffer());
        return bytes.slice((int) (firstByte - first * Float.BYTES), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    void floats(long firstElement, FloatBuffer target) throws IOException;
}
