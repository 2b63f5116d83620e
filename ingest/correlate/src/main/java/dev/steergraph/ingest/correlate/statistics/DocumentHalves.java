package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.Documents;
import java.util.SplittableRandom;

/**
 * A random split of the documents into two halves, the only one in use: the same documents and the same seed always
 * have the same halves.
 *
 * @param documents all documents
 * @param first [documents] whether a document is in the first half; of an odd number it is the smaller one
 */
public record DocumentHalves(Documents documents, boolean[] first) {

    private static final int PURPOSE = -3;

    public static DocumentHalves draw(Documents documents, long seed) {
        SplittableRandom random = Randomness.of(seed, PURPOSE);
        boolean[] first = new boolean[documents.count()];
        int wanted = first.length / 2;
        for (int d = 0; d < first.length; d++) {
            first[d] = random.nextInt(first.length - d) < wanted;
            wanted -= first[d] ? 1 : 0;
        }
        return new DocumentHalves(documents, first);
    }

    /** Minimum number of documents for an edge of a half: half of that of the whole, rounded up. */
    public static int minDocuments(int ofTheWhole) {
        return (ofTheWhole + 1) / 2;
    }

    /** Whether a row is in the first half. */
    public boolean isInFirst(int row) {
        return first[documents.number()[row]];
    }
}
