package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/** Float32 numbers that are computed from what a file holds, whenever they are read. */
interface ComputedTensor extends StoredTensor {

    @Override
    default DType dtype() {
        return DType.F32;
    }

    @Override
    void floats(long firstElement, FloatBuffer target) throws IOException;

    @Override
    default ByteBuffer bytes(long firstByte, int length) throws IOException {
        Objects.checkFromIndexSize(firstByte, length, byteLength());
        long first = firstByte / Float.BYTES;
        long end = (firstByte + length + Float.BYTES - 1) / Float.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact((end - first) * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        floats(first, bytes.asFloatBuffer());
        return bytes.slice((int) (firstByte - first * Float.BYTES), length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
