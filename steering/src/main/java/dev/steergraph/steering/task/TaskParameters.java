package dev.steergraph.steering.task;

import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Map;

/**
 * A task.
 *
 * @param towards the label that the model is steered towards
 * @param byAnswer whether features are chosen by whether the unsteered model answers rightly, and not by the label
 * @param prompts with {@value #TEXT} where a text goes; none for the usual one
 * @param answers by label, what the model would say; none for the label itself
 * @param strengths k, of which one is chosen for each arm
 * @param train texts at most on which prompt and prior are chosen
 * @param validation texts at most on which strengths are
 * @param test texts at most on which the result is
 * @param neighbours of each steered feature at most that are corrected for
 * @param seed of the choice of texts, the random direction and the bootstrap
 */
public record TaskParameters(
        String towards,
        boolean byAnswer,
        List<String> prompts,
        Map<String, String> answers,
        List<Double> strengths,
        int train,
        int validation,
        int test,
        int neighbours,
        long seed) {

    public static final String TEXT = "{text}";

    /** @throws UserError if one of them is out of range */
    public TaskParameters {
        prompts = List.copyOf(prompts);
        answers = Map.copyOf(answers);
        strengths = List.copyOf(strengths);
        for (String prompt : prompts) {
            if (!prompt.contains(TEXT)) {
                throw new UserError("The prompt \"" + prompt + "\" does not say where the text goes; put " + TEXT
                                + " there.")
                        .in("prompt");
            }
        }
        if (strengths.isEmpty() || strengths.stream().anyMatch(k -> !(k > 0 && k <= 100))) {
            throw new UserError("Strengths are " + strengths + "; give some, above 0 and up to 100.").in("strengths");
        }
        if (Math.min(train, Math.min(validation, test)) < 10) {
            throw new UserError("Texts are " + train + " to choose by, " + validation + " to validate and " + test
                            + " to test; give 10 or more of each.")
                    .in("train", "validation", "test");
        }
        if (neighbours < 1) {
            throw new UserError("Of " + neighbours + " neighbours nothing can be corrected; give 1 or more.")
                    .in("neighbours");
        }
    }
}
