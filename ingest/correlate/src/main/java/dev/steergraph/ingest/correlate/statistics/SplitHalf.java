package dev.steergraph.ingest.correlate.statistics;

/**
 * How far the edges of two halves of the documents agree: the same search on each half, asking for half as many documents
 * (rounded up) in which both features fire.
 *
 * @param documentsA documents of one half, drawn at random
 * @param documentsB documents of the other
 * @param rowsA rows of one half
 * @param rowsB rows of the other
 * @param edgesA edges of one half
 * @param edgesB edges of the other
 * @param both pairs that are edges of both
 * @param correlation Pearson correlation between r in one half and r in the other, over the pairs that are edges in either;
 *     NaN for fewer than two
 * @param meanDifference mean of |r in one half − r in the other| over these; NaN for none
 */
public record SplitHalf(
        int documentsA,
        int documentsB,
        int rowsA,
        int rowsB,
        long edgesA,
        long edgesB,
        long both,
        double correlation,
        double meanDifference) {

    /** Pairs that are edges in either half. */
    long either() {
        return edgesA + edgesB - both;
    }

    /** Jaccard index of the two sets of edges; 1 if both are empty. */
    public double jaccard() {
        return either() == 0 ? 1 : (double) both / either();
    }
}
