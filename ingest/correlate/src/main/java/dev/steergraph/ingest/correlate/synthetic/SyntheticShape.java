package dev.steergraph.ingest.correlate.synthetic;

import dev.steergraph.core.UserError;

/**
 * How large synthetic codes are.
 *
 * @param features of each layer
 * @param layers hook points, numbered from 0
 * @param rows of every layer
 * @param active features that fire in each row of a layer, planted ones not counted
 * @param seed decides everything that is drawn
 */
public record SyntheticShape(int features, int layers, int rows, int active, long seed) {

    private static final int ROWS_PER_DOCUMENT = 32;
    private static final int FEATURES_PER_PLANTED = 64;

    /** @throws UserError if a number is out of its range */
    public SyntheticShape {
        if (features < 2 * FEATURES_PER_PLANTED || layers < 1 || rows < 1 || active < 1 || active > features / 4) {
            throw new UserError("Codes of " + features + " features, " + layers + " layers, " + rows + " rows and "
                    + active + " active features cannot be made; give at least " + 2 * FEATURES_PER_PLANTED
                    + " features, a layer and a row, and let at most a quarter of the features be active.");
        }
    }

    /** The document of a row: some rows in a run, as the tokens of a sentence. */
    public int document(int row) {
        return row / ROWS_PER_DOCUMENT;
    }

    int documents() {
        return document(rows - 1) + 1;
    }

    /** The place of a row in its document. */
    int position(int row) {
        return row % ROWS_PER_DOCUMENT;
    }

    /** Features of a layer that belong to planted pairs and to nothing else. */
    int planted() {
        return features / FEATURES_PER_PLANTED;
    }
}
