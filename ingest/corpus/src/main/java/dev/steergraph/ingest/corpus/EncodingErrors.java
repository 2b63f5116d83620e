package dev.steergraph.ingest.corpus;

/** What is done with bytes that are not UTF-8. */
public enum EncodingErrors {
    /** The file is refused, with the line. */
    STRICT,
    /** They become U+FFFD, as Python's {@code errors="replace"} makes them. */
    REPLACE
}
