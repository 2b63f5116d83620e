package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A tensor that is stored as it is read. */
public record DenseTensor(DType dtype, long[] shape, Region data) implements StoredTensor {

    /** Small enough for a processor's cache. */
    private static final ThreadLocal<ByteBuffer> PIECE =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN));

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        return data.bytes(firstByte, length);
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        Widening widening = Widening.of(dtype);
        int width = dtype.bytes();
        ByteBuffer piece = PIECE.get();
        for (long next = firstElement; target.hasRemaining(); ) {
            int count = Math.min(piece.capacity() / width, target.remaining());
            data.read(next * width, piece.clear().limit(count * width));
            widening.put(piece.flip(), target);
            next += count;
        }
    }
}
