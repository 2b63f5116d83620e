package dev.steergraph.ingest.pipeline;

import dev.steergraph.cypher.HookPoint;
import java.nio.FloatBuffer;

/** Makes rows of activations, sequence by sequence in any order. */
interface RowSink {

    /**
     * @param sequence position in the part
     * @param activations float[tokens, d] of a batch
     * @param first the sequence's first token among them
     */
    void put(HookPoint hook, int sequence, FloatBuffer activations, int first);

    /** After the last sequence. */
    void finish();
}
