package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A tensor that is stored as it is read. */
public record DenseTensor(DType dtype, long[] shape, Region data) implements StoredTensor {

    @Override
    public ByteBuffer bytes(long firstByte, int length) throws IOException {
        return data.bytes(firstByte, length);
    }
}
