package dev.steergraph.steering.host;

import dev.steergraph.core.steering.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that is to be continued twice, by itself and steered, with what is drawn from the same seed.
 *
 * @param chat whether the prompt is what a user says in a chat
 * @param system what the model is told first in a chat; null for nothing
 * @param tokens at most so many are added
 */
public record SteeringTask(
        String prompt, boolean chat, @Nullable String system, Recipe recipe, int tokens, Drawing drawing, long seed) {

    /**
     * How tokens are drawn.
     *
     * @param temperature 0 for the most likely token always
     * @param topK among so many of the most likely; 0 for all
     * @param topP among the fewest that reach this probability together; 1 for all
     */
    public record Drawing(double temperature, int topK, double topP) {}
}
