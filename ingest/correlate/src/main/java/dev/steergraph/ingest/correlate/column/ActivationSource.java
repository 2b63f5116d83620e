package dev.steergraph.ingest.correlate.column;

/** Where the firings of a search come from. */
public sealed interface ActivationSource permits CodeActivations, ColumnActivations {

    RowSlices slices();

    /** [slice][feature] how often a feature fires in front of a slice. */
    int[][] before();

    /** Firings of each of some features, as in {@link FeatureColumns}; to be read only. */
    long[][] lists(int[] features);

    /** [feature][row] the values of some features. */
    float[][] full(int[] features);

    /** The sparse features from local number {@code from} to below {@code to}, row by row; {@code s} turns u into q. */
    CandidateRows rows(PairData data, int from, int to, double s);
}
