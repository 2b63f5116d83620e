package dev.steergraph.web.http;

import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the constants of an enum are written in requests and answers: in lower case, with hyphens. */
public final class Choice {

    private Choice() {}

    /** Such as {@code circuit-tracer} for {@code CIRCUIT_TRACER}. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant of this label.
     *
     * @param name what the text is meant to be, for the message
     * @throws UserError if it is none of these
     */
    public static <E extends Enum<E>> E parse(String name, String text, List<E> constants) {
        for (E constant : constants) {
            if (label(constant).equals(text)) {
                return constant;
            }
        }
        String all = constants.stream().map(Choice::label).collect(Collectors.joining(", "));
        throw new UserError(name + " must be one of " + all + ", not " + text);
    }
}
