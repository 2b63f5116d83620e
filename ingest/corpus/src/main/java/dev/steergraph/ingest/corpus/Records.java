package dev.steergraph.ingest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one open file. */
interface Records extends AutoCloseable {

    /** A record: its text, which may be null or blank, and its category, which may be null. */
    record Entry(@Nullable String text, @Nullable String category) {}

    /** The next record, or null after the last. */
    @Nullable
    Entry next() throws IOException;

    /** The byte of the file where the last record begins, if reading can begin there; else 0. */
    default long offset() {
        return 0;
    }

    @Override
    void close() throws IOException;
}
