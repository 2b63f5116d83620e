package dev.steergraph.ingest.correlate.activation;

/** The rows of one chunk, numbered from 0. */
public interface ActivationChunk {

    int rows();

    /** [rows] the document of each row. */
    int[] document();

    /** The rows {@code from} to below {@code to}, numbered from 0 again. */
    ActivationSource source(int from, int to);

    /** Activations of some features on all rows of the chunk, as in {@link FeatureColumns}; to be read only. */
    long[][] lists(int[] features);
}
