package dev.steergraph.ingest.extract.train;

import dev.steergraph.core.run.RunTokens;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which of a run's rows SAEs are not trained on, but evaluated: those of every twentieth document, so that no held-out row
 * has neighbours that were trained on, and an ordered corpus is held out evenly. Of fewer documents the last one is; of a
 * single one the last twentieth of its rows.
 *
 * @param trained rows, ascending
 * @param heldOut all others; empty only if there are fewer than 20 rows in one document
 */
public record HeldOut(int[] trained, int[] heldOut) {

    private static final int EVERY = 20;

    public static HeldOut of(RunTokens tokens) {
        int documents = tokens.documentCount();
        HeldOut byDocument = split(tokens.rows(), row -> contains(tokens.document()[row], documents));
        if (byDocument.heldOut.length > 0 && byDocument.trained.length > 0) {
            return byDocument;
        }
        int first = tokens.rows() - tokens.rows() / EVERY;
        return split(tokens.rows(), row -> row >= first);
    }

    /** Whether a document of so many is held out. */
    public static boolean contains(int document, int documents) {
        return documents < EVERY ? document == documents - 1 : document % EVERY == EVERY - 1;
    }

    private static HeldOut split(int rows, IntPredicate held) {
        return new HeldOut(
                IntStream.range(0, rows).filter(held.negate()).toArray(),
                IntStream.range(0, rows).filter(held).toArray());
    }
}
