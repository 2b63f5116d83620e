package dev.steergraph.core.steering;

import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which tokens are steered. Special tokens, BOS above all, never are: they are no rows of a run either. */
public enum Positions {
    /** Those of the prompt. */
    PROMPT,
    /** Those that the model adds. */
    GENERATED,
    ALL;

    /** @throws UserError if it is none of them */
    public static Positions parse(String text) {
        return Arrays.stream(values())
                .filter(positions -> positions.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new UserError("\"" + text + "\" are no positions to steer at; use one of "
                        + Arrays.stream(values()).map(Positions::toString).collect(Collectors.joining(", "))
                        + "."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
