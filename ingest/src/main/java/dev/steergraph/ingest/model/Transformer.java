package dev.steergraph.ingest.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.cypher.HookPoint;

/** A language model whose activations can be read. One class per architecture over one set of building blocks. */
public sealed interface Transformer extends AutoCloseable permits Bert {

    ModelInfo info();

    /** Whether activations can be read there. */
    boolean has(HookPoint hook);

    /**
     * Runs the blocks up to the last hook point that the reader wants, and shows it what it wants on the way.
     *
     * @param scope owns the inputs; the arrays shown live only for the duration of the call
     * @param ids I64[B, T], sequences of one length
     */
    void forward(NDManager scope, NDArray ids, HookReader reader);

    /** The manager whose device holds the weights. */
    NDManager manager();

    @Override
    void close();
}
