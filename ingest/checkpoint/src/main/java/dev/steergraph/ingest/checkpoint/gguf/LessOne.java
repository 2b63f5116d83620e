package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;

/** Weights of a norm w as w - 1, which is how Hugging Face keeps those of Gemma; llama.cpp's converter added the 1. */
record LessOne(StoredTensor stored) implements ComputedTensor {

    @Override
    public long[] shape() {
        return stored.shape();
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        int start = target.position();
        stored.floats(firstElement, target);
        for (int i = start; i < target.position(); i++) {
            target.put(i, target.get(i) - 1);
        }
    }
}
