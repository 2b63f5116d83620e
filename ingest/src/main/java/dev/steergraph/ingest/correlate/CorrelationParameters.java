package dev.steergraph.ingest.correlate;

import dev.steergraph.cypher.UserError;

/**
 * What counts as an edge, and how it is searched.
 *
 * @param threshold an edge has |r| above it; 0 to 1
 * @param minDocuments see {@link DocumentGate}; 0 switches the gate off
 * @param nullRuns how many times the search is repeated on permuted documents
 * @param seed of the permutations
 * @param threads worker threads; the result does not depend on them
 * @param gate how documents are counted
 */
public record CorrelationParameters(
        double threshold, int minDocuments, int nullRuns, long seed, int threads, DocumentGate gate) {

    /** @throws UserError if a number is out of its range */
    public CorrelationParameters {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new UserError("the correlation threshold is " + threshold + "; give a number from 0 to below 1");
        }
        if (minDocuments < 0 || nullRuns < 0 || threads < 1) {
            throw new UserError("minDocuments is " + minDocuments + ", null runs " + nullRuns + ", threads " + threads
                    + "; none may be negative, and at least one thread is needed");
        }
    }

    /** With the default gate. */
    public CorrelationParameters(double threshold, int minDocuments, int nullRuns, long seed, int threads) {
        this(threshold, minDocuments, nullRuns, seed, threads, DocumentGate.TOGETHER);
    }

    /** Threshold 0.3, 5 documents, one null run, seed 0. */
    public static CorrelationParameters defaults(int threads) {
        return new CorrelationParameters(0.3, 5, 1, 0, threads);
    }
}
