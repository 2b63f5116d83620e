package dev.steergraph.ingest.load.labels;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How well an explanation did with one of delphi's scorers that show examples and ask whether the feature is active
 * ({@code fuzz}, {@code detection}): balanced accuracy, (rate of true positives + rate of true negatives) / 2, over the examples
 * that were answered, as delphi's own analysis has it.
 *
 * @see <a href="https://github.com/EleutherAI/delphi">delphi</a>, {@code result_analysis.py}
 */
final class DelphiScore {

    private DelphiScore() {}

    /** Null if the file is of another scorer, or nothing was answered. */
    static @Nullable Double of(JsonNode examples) {
        int[] answered = new int[2];
        int[] right = new int[2];
        for (JsonNode example : examples) {
            JsonNode prediction = example.path("prediction");
            if (!example.path("activating").isBoolean() || !(prediction.isBoolean() || prediction.isNumber())) {
                continue;
            }
            int active = example.path("activating").asBoolean() ? 1 : 0;
            int said = prediction.asDouble(prediction.asBoolean() ? 1 : 0) >= 0.5 ? 1 : 0;
            answered[active]++;
            right[active] += said == active ? 1 : 0;
        }
        if (answered[0] + answered[1] == 0) {
            return null;
        }
        return (rate(right[0], answered[0]) + rate(right[1], answered[1])) / 2;
    }

    private static double rate(int right, int answered) {
        return answered == 0 ? 0 : (double) right / answered;
    }
}
