package dev.steergraph.ingest.correlate.activation;

/** Where the activations of a search come from. */
public sealed interface ActivationSource permits CodeActivations, ColumnActivations {

    RowSlices slices();

    /** [slice][feature] number of activations of a feature before a slice. */
    int[][] before();

    /** [feature] number of activations. */
    int[] active();

    /** Activations of each of some features, as in {@link FeatureColumns}; to be read only. */
    long[][] lists(int[] features);

    /** [feature][row] the values of some features. */
    float[][] full(int[] features);

    /**
     * The given features row by row, as local numbers from {@code from} on.
     *
     * @param features their numbers in the {@code FeatureSpace}
     * @param units [features] the factor that turns a value into q
     */
    CandidateRows rows(int from, int[] features, double[] units);
}
