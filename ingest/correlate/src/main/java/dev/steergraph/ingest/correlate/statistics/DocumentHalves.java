package dev.steergraph.ingest.correlate.statistics;

import dev.steergraph.ingest.correlate.activation.Documents;
import java.util.SplittableRandom;

/**
 * The documents in two halves, drawn at random. Everything that compares halves draws them here: the same documents and the
 * same seed have the same halves.
 *
 * @param documents as they follow each other
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

    /** Half of the documents have half of the chances to make two features meet, so half as many (rounded up) are asked of an edge. */
    public static int minDocuments(int ofTheWhole) {
        return (ofTheWhole + 1) / 2;
    }

    /** Whether a row is in the first half. */
    public boolean isInFirst(int row) {
        return first[documents.number()[row]];
    }
}
