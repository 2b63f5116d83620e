package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.Scratch;

/**
 * A block of features whose pairs are computed together: a pure function of read-only data, so blocks may run anywhere and in
 * any order. Every sum runs over ascending rows within one block, hence no result depends on how blocks are spread.
 */
public sealed interface PairTask permits SparseTask, DenseSparseTask, DenseTask, DensePairsTask {

    /** Computes the block's pairs, each once in all blocks. */
    void run(Scratch scratch, PairSink sink);

    /** Cost in activations visited. */
    long work();
}
