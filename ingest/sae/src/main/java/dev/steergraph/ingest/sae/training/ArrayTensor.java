package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A matrix in memory that reads like one of a file. */
public record ArrayTensor(float[] values, long[] shape) implements StoredTensor {

    public ArrayTensor(float[] values, long rows, long columns) {
        this(values, new long[] {rows, columns});
    }

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public ByteBuffer bytes(long firstByte, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, (int) (firstByte / Float.BYTES), length / Float.BYTES);
        return bytes;
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) {
        target.put(values, (int) firstElement, target.remaining());
    }
}
