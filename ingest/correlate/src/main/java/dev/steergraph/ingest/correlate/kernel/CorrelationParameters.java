package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.Share;

/**
 * What counts as an edge, and how edges are searched.
 *
 * @param threshold an edge has |r| above it; 0 to 1
 * @param minMi if above 0, it replaces the threshold: an edge has more bits of mutual information between the two
 *     features being active or not; below 1
 * @param minDocuments see {@link MinDocumentSupport}; 0 for no minimum
 * @param nullRuns how many times the search is repeated on permuted documents
 * @param seed of everything random: permutations, halves, resamples
 * @param threads worker threads; the result does not depend on them
 * @param support how documents are counted
 * @param extras what is found out beside the edges
 * @param share which of the pairs are searched; {@link Share#WHOLE} unless others search the rest
 */
public record CorrelationParameters(
        double threshold,
        double minMi,
        int minDocuments,
        int nullRuns,
        long seed,
        int threads,
        MinDocumentSupport support,
        CorrelationExtras extras,
        Share share) {

    /** More than this no machine has, and each takes memory of its own. */
    private static final int MOST_THREADS = 1_024;

    /** @throws UserError if a number is out of its range */
    public CorrelationParameters {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new UserError("the correlation threshold is " + threshold + "; give a number from 0 to below 1");
        }
        if (!(minMi >= 0 && minMi < 1)) {
            throw new UserError("the least mutual information is " + minMi
                    + " bits; firing and not firing tell at most 1 bit, so give a number above 0 and below 1");
        }
        if (minDocuments < 0 || nullRuns < 0 || threads < 1) {
            throw new UserError("minDocuments is " + minDocuments + ", null runs " + nullRuns + ", threads " + threads
                    + "; none may be negative, and at least one thread is needed");
        }
        if (threads > MOST_THREADS) {
            throw new UserError(threads + " worker threads are more than " + MOST_THREADS
                            + ", the most that can be used; give as many as there are processors")
                    .in("threads");
        }
    }

    /** By |r|, with nothing beside the edges. */
    public CorrelationParameters(
            double threshold, int minDocuments, int nullRuns, long seed, int threads, MinDocumentSupport support) {
        this(threshold, 0, minDocuments, nullRuns, seed, threads, support, CorrelationExtras.NONE, Share.WHOLE);
    }

    /** With the default support. */
    public CorrelationParameters(double threshold, int minDocuments, int nullRuns, long seed, int threads) {
        this(threshold, minDocuments, nullRuns, seed, threads, MinDocumentSupport.TOGETHER);
    }

    /** Threshold 0.3, 5 documents, one null run, seed 0. */
    public static CorrelationParameters defaults(int threads) {
        return new CorrelationParameters(0.3, 5, 1, 0, threads);
    }

    /** Whether mutual information decides, not |r|. */
    public boolean byInformation() {
        return minMi > 0;
    }

    /** Whether lists of all features are needed, not only those of strong pairs. */
    public boolean needsColumns() {
        return byInformation() || extras.bins() != 0 || extras.resamples() != 0;
    }

    /** The same, with a minimum of mutual information in bits in place of the threshold. */
    public CorrelationParameters withMinMi(double bits) {
        return new CorrelationParameters(0, bits, minDocuments, nullRuns, seed, threads, support, extras, share);
    }

    public CorrelationParameters withMinDocuments(int documents) {
        return new CorrelationParameters(threshold, minMi, documents, nullRuns, seed, threads, support, extras, share);
    }

    public CorrelationParameters with(CorrelationExtras others) {
        return new CorrelationParameters(
                threshold, minMi, minDocuments, nullRuns, seed, threads, support, others, share);
    }

    /** The same, of which only a share of the pairs is searched. */
    public CorrelationParameters of(Share some) {
        return new CorrelationParameters(
                threshold, minMi, minDocuments, nullRuns, seed, threads, support, extras, some);
    }
}
