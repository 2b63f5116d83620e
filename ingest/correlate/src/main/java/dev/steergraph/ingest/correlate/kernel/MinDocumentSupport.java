package dev.steergraph.ingest.correlate.kernel;

/**
 * How the documents that support an edge are counted. A minimum is required since tokens of one document are not
 * independent.
 */
public enum MinDocumentSupport {

    /** Every edge needs {@code minDocuments} documents with a row on which both features fire. The default. */
    TOGETHER,

    /**
     * As {@link #TOGETHER} for positive edges. A negative edge comes from rows on which only one of the two is
     * active, so mutually exclusive features would never pass; here each of the two must be active in {@code
     * minDocuments} documents, together or not.
     */
    EACH_IF_NEGATIVE
}
