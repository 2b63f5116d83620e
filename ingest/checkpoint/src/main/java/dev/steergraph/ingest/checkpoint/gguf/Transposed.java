package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * A matrix [out, in] as [in, out], which is how Hugging Face keeps those of GPT-2.
 *
 * @param stored [out, in]
 */
record Transposed(StoredTensor stored) implements ComputedTensor {

    @Override
    public long[] shape() {
        return new long[] {stored.shape()[1], stored.shape()[0]};
    }

    /** Reads the columns that are wanted of every stored row, one row after the other. */
    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        long in = shape()[0];
        long out = shape()[1];
        int start = target.position();
        long end = firstElement + target.remaining();
        long firstColumn = firstElement / out;
        int columns = (int) ((end + out - 1) / out - firstColumn);
        FloatBuffer piece = FloatBuffer.allocate(columns);
        for (long row = 0; row < out; row++) {
            piece.clear();
            stored.floats(row * in + firstColumn, piece);
            for (int i = 0; i < columns; i++) {
                long element = (firstColumn + i) * out + row;
                if (element >= firstElement && element < end) {
                    target.put((int) (start + element - firstElement), piece.get(i));
                }
            }
        }
        target.position(target.limit());
    }
}
