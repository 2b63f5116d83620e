package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.ingest.checkpoint.Region;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Objects;

/** A tensor of blocks, float32 to whoever reads it. Besides a few blocks nothing of it is in memory. */
record QuantizedTensor(GgmlType type, Dequantizer dequantizer, long[] shape, Region data) implements ComputedTensor {

    /** Elements dequantised at a time. */
    private static final int PIECE = 1 << 14;

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        Objects.checkFromIndexSize(firstElement, target.remaining(), elements());
        int block = type.blockElements();
        float[] values = new float[Math.min(PIECE, (target.remaining() / block + 2) * block)];
        byte[] stored = new byte[values.length / block * type.blockBytes()];
        long next = firstElement;
        while (target.hasRemaining()) {
            int skipped = (int) (next % block);
            int blocks = Math.min((skipped + target.remaining() + block - 1) / block, values.length / block);
            long first = next / block * type.blockBytes();
            int length = blocks * type.blockBytes();
            data.bytes(first, length).get(stored, 0, length);
            for (int i = 0; i < blocks; i++) {
                dequantizer.block(stored, i * type.blockBytes(), values, i * block);
            }
            int count = Math.min(target.remaining(), blocks * block - skipped);
            target.put(values, skipped, count);
            next += count;
        }
    }
}
