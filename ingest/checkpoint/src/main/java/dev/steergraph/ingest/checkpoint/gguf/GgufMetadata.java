package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a file's header.
 *
 * @param file for messages
 * @param values Long, Double, Boolean, String, or lists of one of these, by name
 */
public record GgufMetadata(Path file, Map<String, Object> values) {

    /** {@code general.architecture}. */
    public String architecture() {
        String name = text("general.architecture");
        if (name == null) {
            throw refused("has no general.architecture; is it a model?");
        }
        return name;
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** Whether a value is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text; null if there is none. */
    public @Nullable String text(String name) {
        return value(name, String.class, "a text");
    }

    /** True or false; null if it is not said. */
    public @Nullable Boolean truth(String name) {
        return value(name, Boolean.class, "true or false");
    }

    /** A number; null if there is none. */
    public @Nullable Number number(String name) {
        return value(name, Number.class, "a number");
    }

    /** A whole number from 0 to 2^31 - 1; null if there is none. */
    public @Nullable Integer whole(String name) {
        Long value = value(name, Long.class, "a whole number");
        if (value != null && (value < 0 || value > Integer.MAX_VALUE)) {
            throw refused("gives " + name + " as " + value + ", which is no size.");
        }
        return value == null ? null : value.intValue();
    }

    /** A list of texts; null if there is none. */
    public @Nullable List<String> texts(String name) {
        return list(name, String.class, "texts");
    }

    /** A list of numbers; null if there is none. */
    public @Nullable List<Number> numbers(String name) {
        return list(name, Number.class, "numbers");
    }

    /** A value for messages. */
    public String shown(String name) {
        return GgufInput.shown(String.valueOf(values.get(name)));
    }

    /** A mistake in this file. @param rest of the sentence */
    public UserError refused(String rest) {
        return new UserError(file + " " + rest);
    }

    private <T> @Nullable T value(String name, Class<T> type, String expected) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, expected, value);
        }
        return value == null ? null : type.cast(value);
    }

    private <T> @Nullable List<T> list(String name, Class<T> type, String expected) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(type::isInstance)) {
            throw wrong(name, "a list of " + expected, value);
        }
        return list.stream().map(type::cast).toList();
    }

    private UserError wrong(String name, String expected, Object value) {
        return refused(
                "should give " + expected + " for " + name + "; it gives " + GgufInput.shown(value.toString()) + ".");
    }
}
