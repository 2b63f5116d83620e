package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers between two bounds, both included; an absent bound is none. */
record Range(Optional<Double> from, Optional<Double> to) {

    static final Range ALL = new Range(Optional.empty(), Optional.empty());

    private static final String NUMBER = "(\\d+(?:\\.\\d+)?(?:e-?\\d+)?%?)";
    private static final Pattern AT_MOST = Pattern.compile("<=?" + NUMBER);
    private static final Pattern AT_LEAST = Pattern.compile(">=?" + NUMBER);
    private static final Pattern BETWEEN = Pattern.compile(NUMBER + "(?:-|\\.\\.)" + NUMBER);
    private static final Pattern ONE = Pattern.compile(NUMBER);

    /**
     * Reads {@code <1%}, {@code >0.001}, {@code 3-5} or one number.
     *
     * @param name of the operator
     * @param text null for none
     * @param example how it is used
     * @throws UserError if it is nothing of these
     */
    static Range of(String name, @Nullable String text, String example) {
        if (text == null) {
            return ALL;
        }
        Matcher atMost = AT_MOST.matcher(text);
        if (atMost.matches()) {
            return new Range(Optional.empty(), Optional.of(number(atMost.group(1))));
        }
        Matcher atLeast = AT_LEAST.matcher(text);
        if (atLeast.matches()) {
            return new Range(Optional.of(number(atLeast.group(1))), Optional.empty());
        }
        Matcher between = BETWEEN.matcher(text);
        if (between.matches()) {
            return new Range(Optional.of(number(between.group(1))), Optional.of(number(between.group(2))));
        }
        Matcher one = ONE.matcher(text);
        if (one.matches()) {
            return new Range(Optional.of(number(one.group(1))), Optional.of(number(one.group(1))));
        }
        throw new UserError(name + ": takes numbers, such as " + example + ", not " + text);
    }

    private static double number(String text) {
        return text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
    }
}
