package dev.steergraph.ingest.load.labels;

/**
 * What became of a file's explanations.
 *
 * @param file as it was named
 * @param matched explanations of features that are in the graph
 * @param features that they explain
 * @param unknown explanations of features that the run's sets do not have
 * @param others explanations of other models or SAEs
 * @param empty entries without a text
 */
public record LabelCounts(String file, long matched, long features, long unknown, long others, long empty) {

    /** In a sentence. */
    @Override
    public String toString() {
        return file + ": " + matched + " explanations of " + features + " features; " + unknown
                + " are of features that the run does not have, " + others + " of other models or SAEs, " + empty
                + " without a text.";
    }
}
