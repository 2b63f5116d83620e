package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Rows of queries or keys in Hugging Face's order. For Llama, llama.cpp turns neighbours (2i, 2i + 1) of a head, Hugging
 * Face (i, i + width/2), and the converter moved the rows for it.
 *
 * @param stored [heads · width, ...], or a bias [heads · width]
 */
record RegroupedRows(StoredTensor stored, int heads) implements ComputedTensor {

    @Override
    public long[] shape() {
        return stored.shape();
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        long rows = shape()[0];
        long length = stored.elements() / rows;
        long width = rows / heads;
        int end = target.limit();
        for (long next = firstElement; target.position() < end; ) {
            long row = next / length;
            long inside = row % width;
            long there = row - inside + inside % (width / 2) * 2 + inside / (width / 2);
            int count = (int) Math.min(end - target.position(), length - next % length);
            target.limit(target.position() + count);
            stored.floats(there * length + next % length, target);
            next += count;
        }
        target.limit(end);
    }
}
