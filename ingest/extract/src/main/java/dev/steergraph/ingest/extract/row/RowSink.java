package dev.steergraph.ingest.extract.row;

import ai.djl.ndarray.NDArray;
import dev.steergraph.core.id.HookPoint;

/** Makes rows of activations, sequence by sequence in any order. */
public interface RowSink {

    /**
     * @param sequences of the batch, by position in the part
     * @param activations F32[B, T, width of the hook point], content valid during the call
     */
    void put(HookPoint hook, int[] sequences, NDArray activations);

    /** After the last sequence. */
    void finish();
}
