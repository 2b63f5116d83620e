package dev.steergraph.ingest.sae.format;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.FloatBuffer;

/** A stored tensor times a number. */
record ScaledTensor(StoredTensor stored, float factor) implements ComputedTensor {

    @Override
    public long[] shape() {
        return stored.shape();
    }

    @Override
    public void floats(long firstElement, FloatBuffer target) throws IOException {
        int from = target.position();
        stored.floats(firstElement, target);
        for (int i = from; i < target.position(); i++) {
            target.put(i, target.get(i) * factor);
        }
    }
}
