package dev.steergraph.ingest.corpus;

/**
 * Where a document begins in its corpus, so that reading can begin there.
 *
 * @param file number of the file, from 0
 * @param offset the byte where its record begins, or 0 where files have to be read from their beginning
 * @param record records of the file before it
 */
public record Place(int file, long offset, long record) {

    /** Of the whole corpus. */
    public static final Place BEGINNING = new Place(0, 0, 0);
}
