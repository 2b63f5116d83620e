package dev.steergraph.ingest.corpus;

import java.io.IOException;

/** The records of one open file. */
interface Records extends AutoCloseable {

    /** A record: its text, which may be null or blank, and its category, which may be null. */
    record Entry(String text, String category) {}

    /** The next record, or null after the last. */
    Entry next() throws IOException;

    @Override
    void close() throws IOException;
}
