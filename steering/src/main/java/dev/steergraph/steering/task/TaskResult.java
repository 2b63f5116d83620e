package dev.steergraph.steering.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steering does to a task.
 *
 * @param towards the label that is steered towards
 * @param other the other one
 * @param questions prompts that were tried, the one that was taken first
 * @param features that are steered, the best of all first, then the best of each set
 * @param unsteered on the test texts
 * @param results of each arm at the strength that validation chose, on the test texts
 * @param validation of each arm and strength, on the validation texts
 */
public record TaskResult(
        String towards,
        String other,
        int train,
        int validationTexts,
        int testTexts,
        List<Tried> questions,
        List<Chosen> features,
        Outcome unsteered,
        List<Outcome> results,
        List<Outcome> validation) {

    /** @param accuracy unsteered, on the texts that it was chosen on, with the margin that serves them best */
    public record Tried(String prompt, boolean chat, double accuracy, double margin, double saysTowards) {}

    /**
     * @param r with the label, or with answering rightly, on the first half of the documents
     * @param neighbours that are corrected for
     */
    public record Chosen(String feature, double r, double auroc, double max, int neighbours) {}

    /**
     * An arm.
     *
     * @param features how many are steered; 0 for none
     * @param arm what is added; null for nothing
     * @param k strength; null for none
     * @param says share of texts that are answered with the label that is steered towards
     * @param kl mean KL(unsteered‖steered) at the answer, nats
     */
    public record Outcome(
            int features,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String arm,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double k,

            double says,
            double kl,
            Accuracy accuracy) {}
}
