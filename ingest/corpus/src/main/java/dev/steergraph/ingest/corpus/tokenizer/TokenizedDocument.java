package dev.steergraph.ingest.corpus.tokenizer;

/**
 * One document as the model reads it.
 *
 * @param ids token ids, special tokens included
 * @param special true where the token is a special one: run through the model, but no row
 */
public record TokenizedDocument(int[] ids, boolean[] special) {

    /** Number of tokens that become rows. */
    public int rows() {
        int rows = 0;
        for (boolean s : special) {
            rows += s ? 0 : 1;
        }
        return rows;
    }
}
