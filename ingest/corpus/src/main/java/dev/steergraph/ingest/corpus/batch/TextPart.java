package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusPosition;
import java.util.ArrayList;
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
        long firstDocument,
        List<Document> documents,
        List<Sequence> sequences,
        int rows,
        CorpusPosition end) {

    /** With other rows in the same sequences. */
    public TextPart with(List<Sequence> others, int otherRows) {
        return new TextPart(number, firstDocument, documents, others, otherRows, end);
    }

    /**
     * Runs of sequences, in their order, that have so many rows or a few more. Where they end depends on the part and this
     * number alone.
     */
    public List<TextPart> slices(int most) {
        List<TextPart> slices = new ArrayList<>();
        List<Sequence> slice = new ArrayList<>();
        int found = 0;
        for (Sequence sequence : sequences) {
            slice.add(sequence);
            found += sequence.rows();
            if (found >= most) {
                slices.add(with(List.copyOf(slice), found));
                slice.clear();
                found = 0;
            }
        }
        if (!slice.isEmpty()) {
            slices.add(with(List.copyOf(slice), found));
        }
        return slices;
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
