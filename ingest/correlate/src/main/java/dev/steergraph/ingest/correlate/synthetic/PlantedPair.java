package dev.steergraph.ingest.correlate.synthetic;

/**
 * Two features that were made to correlate. Where both fire they have the same value; values are uniform in [1, 2).
 *
 * @param density q, the share of rows where each of them fires
 * @param together s, the share of the rows of one in which the other fires as well
 */
record PlantedPair(int layerA, int indexA, int layerB, int indexB, double density, double together) {

    private static final double MEAN = 3.0 / 2;
    private static final double MEAN_SQUARE = 7.0 / 3;

    /** The Pearson correlation over infinitely many rows: E[x] = 3q/2, E[x²] = 7q/3, E[xy] = 7qs/3. */
    double r() {
        double mean = density * MEAN;
        double square = density * MEAN_SQUARE;
        return (together * square - mean * mean) / (square - mean * mean);
    }
}
