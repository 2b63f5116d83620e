package dev.steergraph.steering.experiment;

import java.util.List;

/**
 * What was written when a feature was steered.
 *
 * @param feature its number
 * @param name as users call it
 * @param words that tell that a text is about it
 * @param ways each way to steer that gains as much as the others, and none
 */
record FeatureTexts(int feature, String name, List<String> words, List<Way> ways) {

    /** Its name among the arms. */
    static final String NONE = "none";

    /**
     * Texts of one way to steer.
     *
     * @param arm an arm, or {@link #NONE}
     * @param strength 0 where there is none
     * @param texts how many
     * @param success share of them with one of the words
     * @param nll mean over texts of −log per token under the unsteered model, nats, after the same beginning
     * @param distinct2 mean share of pairs of neighbouring tokens that did not stand in the text before
     * @param repeated4 mean share of runs of four tokens that did
     */
    record Way(
            String arm, double strength, int texts, double success, double nll, double distinct2, double repeated4) {}
}
