package dev.steergraph.web.http;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A parameter of a request, said once: what describes it is what reads and checks it.
 *
 * @param <T> what it is read as; an {@code Optional} if it may be left out without a default
 */
public final class Parameter<T> {

    /** Longer texts are refused. */
    public static final int MAX_TEXT = 200;

    private final String name;
    private final boolean inPath;
    private final String description;
    private final ParameterSchema schema;
    private final Function<String, T> parser;
    private final Optional<T> absent;

    private Parameter(
            String name,
            boolean inPath,
            String description,
            ParameterSchema schema,
            Function<String, T> parser,
            Optional<T> absent) {
        this.name = name;
        this.inPath = inPath;
        this.description = description;
        this.schema = schema;
        this.parser = parser;
        this.absent = absent;
    }

    private static <T> Parameter<T> required(
            String name, String description, ParameterSchema schema, Function<String, T> parser) {
        return new Parameter<>(name, false, description, schema, parser, Optional.empty());
    }

    /** Any text of at most {@link #MAX_TEXT} characters. */
    public static Parameter<String> text(String name, String description) {
        return text(name, description, MAX_TEXT);
    }

    /** Any text of at most this many characters. */
    public static Parameter<String> text(String name, String description, int maxLength) {
        return required(name, description, ParameterSchema.text(maxLength, List.of()), text -> text);
    }

    /** Text that only its parser understands. */
    public static <T> Parameter<T> text(String name, String description, Function<String, T> parser) {
        return required(name, description, ParameterSchema.text(MAX_TEXT, List.of()), parser);
    }

    /** A whole number from {@code minimum} to {@code maximum}. */
    public static Parameter<Integer> integer(String name, String description, int minimum, int maximum) {
        return required(
                name,
                description,
                ParameterSchema.number("integer", minimum, maximum),
                text -> wholeNumber(name, text, minimum, maximum));
    }

    /** Yes or no: {@code true} or {@code false}. */
    public static Parameter<Boolean> flag(String name, String description) {
        return value(name, description, List.of(true, false));
    }

    /** A fraction or an absolute correlation: a number from 0 to 1. */
    public static Parameter<Double> fraction(String name, String description) {
        return required(name, description, ParameterSchema.number("number", 0, 1), text -> fractionOf(name, text));
    }

    /** One of these constants, by its {@link Choice#label}. */
    public static <E extends Enum<E>> Parameter<E> choice(String name, String description, List<E> values) {
        List<String> labels = values.stream().map(Choice::label).toList();
        return required(
                name, description, ParameterSchema.text(null, labels), text -> Choice.parse(name, text, values));
    }

    /** One of these values, by its text. */
    public static <T> Parameter<T> value(String name, String description, List<T> values) {
        List<String> texts = values.stream().map(String::valueOf).toList();
        return required(name, description, ParameterSchema.text(null, texts), text -> {
            int at = texts.indexOf(text);
            if (at < 0) {
                throw new UserError(name + " must be one of " + String.join(", ", texts) + ", not " + text);
            }
            return values.get(at);
        });
    }

    /** The same, which may be left out and is then this. */
    public Parameter<T> withDefault(T value) {
        Object shown = value instanceof Enum<?> constant ? Choice.label(constant) : value;
        return new Parameter<>(name, inPath, description, schema.withDefault(shown), parser, Optional.of(value));
    }

    /** The same, which may be left out. */
    public Parameter<Optional<T>> optional() {
        return new Parameter<>(
                name,
                inPath,
                description,
                schema,
                text -> Optional.of(parser.apply(text)),
                Optional.of(Optional.empty()));
    }

    /** The same, left out with this value, which the description does not show. */
    public Parameter<T> otherwise(T value) {
        return new Parameter<>(name, inPath, description, schema, parser, Optional.of(value));
    }

    /** The same as a part of the path. */
    public Parameter<T> inPath() {
        return new Parameter<>(name, true, description, schema, parser, Optional.empty());
    }

    /** Its value in a request. @throws UserError if it is missing, or outside of what the description says */
    public T of(Context ctx) {
        String value = inPath ? ctx.pathParam(name) : ctx.queryParam(name);
        if (value == null || value.isBlank()) {
            return absent.orElseThrow(() -> new UserError("the parameter " + name + " is missing from " + ctx.path()));
        }
        int maxLength = schema.maxLength() == null ? MAX_TEXT : schema.maxLength();
        if (value.length() > maxLength) {
            throw new UserError(name + " must be at most " + maxLength + " characters, not " + value.length());
        }
        return parser.apply(value.strip());
    }

    public String name() {
        return name;
    }

    public boolean isInPath() {
        return inPath;
    }

    public boolean isRequired() {
        return absent.isEmpty();
    }

    public String description() {
        return description;
    }

    public ParameterSchema schema() {
        return schema;
    }

    private static int wholeNumber(String name, String text, int minimum, int maximum) {
        try {
            int number = Integer.parseInt(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below, which is the same for every wrong value.
        }
        throw new UserError(name + " must be a whole number from " + minimum + " to " + maximum + ", not " + text);
    }

    private static double fractionOf(String name, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As above.
        }
        throw new UserError(name + " must be a number from 0 to 1, not " + text);
    }
}
