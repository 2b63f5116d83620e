package dev.steergraph.web.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which texts a parameter takes, in the words of JSON Schema.
 *
 * @param type {@code string}, {@code integer} or {@code number}
 * @param minimum of a number; null for a string
 * @param maximum of a number; null for a string
 * @param maxLength of a string; null for a number
 * @param values all that a string may be; empty if it may be anything
 * @param defaultValue what is taken where none is given; null if nothing is
 */
public record ParameterSchema(
        String type,
        @Nullable Number minimum,
        @Nullable Number maximum,
        @Nullable Integer maxLength,
        List<String> values,
        @Nullable Object defaultValue) {

    static ParameterSchema number(String type, Number minimum, Number maximum) {
        return new ParameterSchema(type, minimum, maximum, null, List.of(), null);
    }

    static ParameterSchema text(@Nullable Integer maxLength, List<String> values) {
        return new ParameterSchema("string", null, null, maxLength, values, null);
    }

    ParameterSchema withDefault(Object value) {
        return new ParameterSchema(type, minimum, maximum, maxLength, values, value);
    }
}
