package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.table.FeatureSpace;

/** Activations of which only some rows are in memory at a time: one chunk after the other, or a part of one. */
public interface ChunkedActivations {

    FeatureSpace space();

    /** Rows of all chunks. */
    long rows();

    int chunks();

    ActivationChunk chunk(int number);

    /** Rows of the longest chunk. */
    int longest();

    /** Ones where a feature fires, in the place of the values. */
    ChunkedActivations firing();

    /** Bytes for each activation that an {@link ActivationSource} of some rows holds by itself. */
    int held();
}
