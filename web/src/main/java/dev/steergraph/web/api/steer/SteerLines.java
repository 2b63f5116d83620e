package dev.steergraph.web.api.steer;

import dev.steergraph.web.http.ProblemBody;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent while a prompt is continued, a line each, in this order. */
final class SteerLines {

    private SteerLines() {}

    /** All kinds. */
    static final Class<?>[] KINDS = {
        Waiting.class,
        Loading.class,
        Started.class,
        Token.class,
        Written.class,
        Moved.class,
        Done.class,
        Stopped.class,
        Failed.class
    };

    record Waiting(
            @Schema(description = "How many others come first")
            int ahead) {}

    record Loading(
            @Schema(description = "The model whose weights are being read")
            String model) {}

    record Started(
            String model,

            @Schema(description = "Special tokens and those of a chat's template among them")
            int promptTokens,

            @Schema(description = "What the model is steered with, neighbours that are corrected for among them")
            List<SteeredBy> steered,

            @Schema(description = "What one should know, in sentences")
            List<String> notes) {}

    /** A feature that the model is steered with. */
    record SteeredBy(
            int layer,
            String sae,
            int index,
            String label,
            String change,

            @Schema(description = "In multiples of its largest activation; null of ablate and project-out") @Nullable
            Double strength,

            @Schema(description = "Whether it was not asked for, but is a neighbour")
            boolean neighbour) {}

    record Token(
            @Schema(description = "default or steered") String side,

            @Schema(description = "How many of the characters that came before still stand")
            int from,

            @Schema(description = "What follows them") String text) {}

    record Written(
            String defaultText,
            String steeredText,
            List<AppliedAt> applied,
            @Schema(description = "Of both texts together") double tokensPerSecond) {}

    /** What was written at a hook point, which was checked token by token. */
    record AppliedAt(
            String hook,
            @Schema(description = "Tokens of the prompt") int prompt,
            @Schema(description = "Tokens that were added") int generated,

            @Schema(description = "Mean |δ| over mean |x| at the prompt's tokens; null if there were none") @Nullable
            Double ratio) {}

    record Moved(
            @Schema(description = "Tokens of prompt and default text over which activations are averaged")
            int rows,

            @Schema(description = "The features that change most, in standard deviations; not those that are steered")
            List<MovedFeature> features,

            @Schema(description = "After how many tokens predictions are averaged")
            int places,

            List<MovedToken> raised,
            List<MovedToken> lowered) {}

    record MovedFeature(
            String key,
            int layer,
            @Nullable String site,
            @Nullable Integer depth,
            int index,
            String sae,
            @Nullable String label,

            @Schema(description = "Mean activation without steering")
            double before,

            @Schema(description = "With it") double after,

            @Schema(description = "The difference in the feature's standard deviations")
            double sds) {}

    record MovedToken(
            String token,

            @Schema(description = "Mean probability without steering")
            double before,

            @Schema(description = "With it") double after) {}

    /** The last line, if all went well. */
    record Done(
            @Schema(description = "From the first line to this one")
            double seconds) {}

    /** The last line, if it was given up. */
    record Stopped(
            @Schema(description = "Why, in a word or two") String why) {}

    /** The last line, if it went wrong after the answer had begun. */
    record Failed(ProblemBody problem) {}
}
