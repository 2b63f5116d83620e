package dev.steergraph.ingest.correlate.activation;

import java.util.stream.IntStream;

/**
 * Rows divided into chunks that are worked on one after the other. A chunk begins with the first document that begins at
 * or after a multiple of a fixed number of rows, so that every document lies in one chunk, and chunks depend on nothing
 * but the documents.
 *
 * @param starts first row of each chunk; one more, the number of rows
 */
public record RowChunks(int[] starts) {

    /** Rows of a chunk, where documents end just then. */
    public static final int ROWS = 1 << 20;

    /**
     * @param document [rows] the document of each row; a document's rows are consecutive
     * @param each rows of a chunk; {@link #ROWS} but for tests
     */
    public static RowChunks of(int[] document, int each) {
        IntStream.Builder starts = IntStream.builder().add(0);
        int before = 0;
        for (int row = 1; row < document.length; row++) {
            if (document[row] != document[row - 1]) {
                if (row / each > before / each) {
                    starts.add(row);
                }
                before = row;
            }
        }
        return new RowChunks(starts.add(document.length).build().toArray());
    }

    public int count() {
        return starts.length - 1;
    }

    public int rows(int chunk) {
        return starts[chunk + 1] - starts[chunk];
    }

    /** Rows of the longest one. */
    public int longest() {
        int longest = 0;
        for (int c = 0; c < count(); c++) {
            longest = Math.max(longest, rows(c));
        }
        return longest;
    }
}
