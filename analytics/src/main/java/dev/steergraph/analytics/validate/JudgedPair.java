package dev.steergraph.analytics.validate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pair of features from different layers, for a person to judge.
 *
 * @param number from 1, strongest first
 * @param r Pearson correlation
 * @param mi mutual information in bits, or null
 * @param rows on which both fire
 * @param documents in which both fire on a row
 * @param lower the feature of the lower layer
 * @param higher the other
 */
public record JudgedPair(
        int number, double r, @Nullable Double mi, long rows, long documents, Side lower, Side higher) {

    /** One of the two. */
    public record Side(
            String key,
            String place,
            String label,
            double density,
            double max,
            @Nullable Integer community,
            List<Text> texts) {}

    /**
     * A text on which a feature fires.
     *
     * @param document its number
     * @param category or null
     * @param tokens of the model's tokenizer
     * @param activations of the feature on each token
     */
    public record Text(long document, @Nullable String category, List<String> tokens, List<Double> activations) {

        /** Which token the feature is most active on. */
        int strongest() {
            int strongest = 0;
            for (int i = 1; i < activations.size(); i++) {
                strongest = activations.get(i) > activations.get(strongest) ? i : strongest;
            }
            return strongest;
        }
    }
}
