package dev.steergraph.ingest.correlate.kernel;

/** In how many documents a pair must be seen before its correlation counts: tokens of one document depend on each other. */
public enum MinDocumentSupport {

    /** Every edge needs {@code minDocuments} documents with a row on which both features fire. The default. */
    TOGETHER,

    /**
     * As {@link #TOGETHER} for positive edges. A negative edge speaks of rows on which one fires and the other does not, so
     * features that exclude each other entirely would never pass; here each of the two must fire in {@code minDocuments}
     * documents, together or not.
     */
    EACH_IF_NEGATIVE
}
