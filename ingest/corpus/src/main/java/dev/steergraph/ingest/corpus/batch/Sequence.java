package dev.steergraph.ingest.corpus.batch;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What the model reads in one go.
 *
 * @param ids token ids, special tokens included
 * @param document for each token the number of the document whose row it is, or -1 where it is a special one; of a token
 *     of document n that is left out of the rows, -2 - n
 */
public record Sequence(int[] ids, int[] document) {

    public int length() {
        return ids.length;
    }

    /** Whether a token is text that was left out of the rows. */
    public boolean isLeftOut(int t) {
        return document[t] < -1;
    }

    /** The document of a token that is a row or was left out; -1 of a special one. */
    public int documentOf(int t) {
        return isLeftOut(t) ? -2 - document[t] : document[t];
    }

    /** With some rows left out. @param tokens by their places in the sequence */
    public Sequence without(IntPredicate tokens) {
        int[] left = document.clone();
        Arrays.setAll(left, t -> document[t] >= 0 && tokens.test(t) ? -2 - document[t] : document[t]);
        return new Sequence(ids, left);
    }

    public int rows() {
        int rows = 0;
        for (int d : document) {
            rows += d < 0 ? 0 : 1;
        }
        return rows;
    }
}
