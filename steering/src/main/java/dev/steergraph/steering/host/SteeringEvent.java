package dev.steergraph.steering.host;

import dev.steergraph.steering.edit.Applied;
import java.util.List;

/** What happens while a prompt is continued twice, in this order. */
public sealed interface SteeringEvent {

    /** Others come first. @param ahead how many */
    record Waiting(int ahead) implements SteeringEvent {}

    /** The weights are being read. */
    record Loading(String model) implements SteeringEvent {}

    /**
     * The texts begin.
     *
     * @param promptTokens tokens of the prompt, special ones and those of a chat's template among them
     * @param notes what one should know, in sentences
     */
    record Started(String model, int promptTokens, List<String> notes) implements SteeringEvent {}

    /**
     * A text has grown.
     *
     * @param from how many of the characters that came before still stand; a character can need several tokens
     * @param text what follows them
     */
    record Token(Side side, int from, String text) implements SteeringEvent {}

    /**
     * Both texts are there, and the steered one was steered wherever it should be.
     *
     * @param tokensPerSecond of both together
     */
    record Written(String unsteered, String steered, List<Applied> applied, double tokensPerSecond)
            implements SteeringEvent {}

    /**
     * What else steering changes, on the prompt and the default text: the same tokens with and without it.
     *
     * @param rows tokens over which activations are averaged
     * @param features those that change most in units of their standard deviation, without those that are steered
     * @param places after how many tokens predictions are averaged: the prompt's last one and those of the default text
     * @param raised tokens whose probability rises most, most first
     * @param lowered those whose falls most
     */
    record Moved(int rows, List<MovedFeature> features, int places, List<MovedToken> raised, List<MovedToken> lowered)
            implements SteeringEvent {}
}
