package dev.steergraph.web.api.steer;

import dev.steergraph.core.UserError;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.steering.host.Correcting;
import dev.steergraph.steering.host.SteeringTask;
import dev.steergraph.steering.host.SteeringTask.Drawing;
import dev.steergraph.web.http.Choice;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What to steer a run's model with, and what it is to go on with. */
record SteerRequest(
        @Schema(
                description = "Chosen by who asks, to give it up by; any letters, digits and hyphens",
                maxLength = MAX_ID)
        @Nullable
        String id,

        @Schema(description = "Not needed for a recipe", maxLength = MAX_PROMPT) @Nullable
        String prompt,

        @Schema(maxItems = MAX_FEATURES) List<Steered> features,

        @Schema(
                description = "Tokens that are steered: all, prompt or generated; special ones never are",
                defaultValue = "\"all\"")
        @Nullable
        String positions,

        @Schema(
                description =
                        "What becomes of neighbours, features of the same set that correlate with those to which is"
                                + " added: none, insulate (what their directions have in common is taken off) or cohere (they"
                                + " follow as in text)",
                defaultValue = "\"none\"")
        @Nullable
        String correct,

        @Schema(
                description = "The |r| from which on a feature is a neighbour",
                minimum = 0,
                maximum = 1,
                defaultValue = "0.3")
        @Nullable
        Double minAbsR,

        @Schema(
                description = "How many neighbours of a feature at most",
                minimum = 1,
                maximum = MAX_NEIGHBOURS,
                defaultValue = "20")
        @Nullable
        Integer neighbours,

        @Schema(
                description =
                        "Whether the prompt is what a user says in a chat, put into the model's own chat template",
                defaultValue = "false")
        boolean chat,

        @Schema(description = "In a chat, what the model is told first", maxLength = MAX_PROMPT) @Nullable
        String system,

        @Schema(description = "New tokens at most", minimum = 1, maximum = MAX_TOKENS, defaultValue = "40") @Nullable
        Integer tokens,

        @Schema(description = "0 takes the most likely token always", minimum = 0, maximum = 10, defaultValue = "0")
        double temperature,

        @Schema(
                description = "Draw among so many of the most likely tokens; 0 for all",
                minimum = 0,
                defaultValue = "0")
        int topK,

        @Schema(
                description = "Draw among the fewest tokens that reach this probability",
                minimum = 0,
                maximum = 1,
                defaultValue = "1")
        @Nullable
        Double topP,

        @Schema(description = "Of what is drawn, the same for both texts", defaultValue = "0")
        long seed) {

    static final int MAX_ID = 60;
    private static final int MAX_PROMPT = 20_000;
    private static final int MAX_FEATURES = 20;
    private static final int MAX_NEIGHBOURS = 50;
    private static final int MAX_TOKENS = 500;
    private static final double USUAL_LEAST_R = 0.3;

    /** A feature, and what is done to it. */
    record Steered(
            @Schema(description = "3:650, 3/res-16k:650 or 3-res-16k/650")
            String feature,

            @Schema(description = "add, clamp, ablate, project-out or delta-decode", defaultValue = "\"add\"") @Nullable
            String change,

            @Schema(
                    description = "In multiples of the feature's largest activation; not of ablate and project-out",
                    minimum = -Change.MOST,
                    maximum = Change.MOST)
            @Nullable
            Double strength) {

        Steered {
            if (feature == null || feature.length() > MAX_PROMPT) {
                throw new UserError("each of features needs a feature, such as 3:650");
            }
        }

        /** @throws UserError if there is no such change, or its strength is missing or out of range */
        Change what() {
            String kind = change == null ? "add" : change;
            Change without = Change.of(kind, strength == null ? 0 : strength);
            if (strength == null && !Double.isNaN(without.k())) {
                throw new UserError("the strength of " + feature + " is missing; give a number, such as 1");
            }
            return without;
        }
    }

    SteerRequest {
        if (features == null
                || features.size() > MAX_FEATURES
                || features.stream().anyMatch(Objects::isNull)) {
            throw new UserError("features must list at most " + MAX_FEATURES + " features");
        }
        if (id != null && !id.matches("[A-Za-z0-9-]{1," + MAX_ID + "}")) {
            throw new UserError("id must be 1 to " + MAX_ID + " letters, digits and hyphens");
        }
        requireShort("prompt", prompt);
        requireShort("system", system);
        requireWithin("tokens", tokens, 1, MAX_TOKENS);
        requireWithin("neighbours", neighbours, 1, MAX_NEIGHBOURS);
        requireWithin("minAbsR", minAbsR, 0, 1);
    }

    private static void requireShort(String name, @Nullable String text) {
        if (text != null && text.length() > MAX_PROMPT) {
            throw new UserError(name + " must be at most " + MAX_PROMPT + " characters, not " + text.length());
        }
    }

    private static void requireWithin(String name, @Nullable Number number, int least, int most) {
        if (number != null && !(number.doubleValue() >= least && number.doubleValue() <= most)) {
            throw new UserError(name + " must be a number from " + least + " to " + most + ", not " + number);
        }
    }

    Correcting correcting() {
        return correct == null ? Correcting.NONE : Choice.parse("correct", correct, List.of(Correcting.values()));
    }

    double leastR() {
        return Objects.requireNonNullElse(minAbsR, USUAL_LEAST_R);
    }

    int mostNeighbours() {
        return Objects.requireNonNullElse(neighbours, 20);
    }

    Positions where() {
        return positions == null ? Positions.ALL : Positions.parse(positions);
    }

    SteeringTask task(Recipe recipe) {
        if (prompt == null || prompt.isEmpty()) {
            throw new UserError("the prompt is missing; give a text that the model can go on with");
        }
        return new SteeringTask(
                prompt,
                chat,
                system == null || system.isEmpty() ? null : system,
                recipe,
                Objects.requireNonNullElse(tokens, 40),
                new Drawing(temperature, topK, Objects.requireNonNullElse(topP, 1.0)),
                seed);
    }
}
