package dev.steergraph.ingest.correlate.activation;

/** Where the activations of a search come from. */
public sealed interface ActivationSource permits CodeActivations, ColumnActivations {

    RowSlices slices();

    /** [slice][feature] how often a feature fires in front of a slice. */
    int[][] before();

    /** Activations of each of some features, as in {@link FeatureColumns}; to be read only. */
    long[][] lists(int[] features);

    /** [feature][row] the values of some features. */
    float[][] full(int[] features);

    /**
     * Some features row by row, numbered from {@code from} on.
     *
     * @param features which they are
     * @param units of each, what turns a value into q
     */
    CandidateRows rows(int from, int[] features, double[] units);
}
