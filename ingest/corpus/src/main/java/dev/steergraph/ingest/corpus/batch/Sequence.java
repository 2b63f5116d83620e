package dev.steergraph.ingest.corpus.batch;

/**
 * What the model reads in one go.
 *
 * @param ids token ids, special tokens included
 * @param document for each token the number of the document whose row it is, or -1 where it is none
 */
public record Sequence(int[] ids, int[] document) {

    public int length() {
        return ids.length;
    }

    public int rows() {
        int rows = 0;
        for (int d : document) {
            rows += d < 0 ? 0 : 1;
        }
        return rows;
    }
}
