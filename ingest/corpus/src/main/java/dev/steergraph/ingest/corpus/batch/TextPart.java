package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusPosition;
import java.util.List;

/**
 * Consecutive sequences whose rows make up one part.
 *
 * @param number of the part, from 0
 * @param firstDocument number in the run, from 0, of the first document that begins here
 * @param documents those that begin here
 * @param rows of all sequences, in their order; with pooling one for each document
 * @param end how far the run has come after this part
 */
public record TextPart(
        int number,
        int firstDocument,
        List<Document> documents,
        List<Sequence> sequences,
        int rows,
        CorpusPosition end) {

    /** With other rows in the same sequences. */
    public TextPart with(List<Sequence> others, int otherRows) {
        return new TextPart(number, firstDocument, documents, others, otherRows, end);
    }

    /** The first row of each sequence, where a row is a token. */
    public int[] firstRows() {
        int[] first = new int[sequences.size()];
        for (int i = 1; i < first.length; i++) {
            first[i] = first[i - 1] + sequences.get(i - 1).rows();
        }
        return first;
    }
}
