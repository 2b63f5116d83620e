package dev.steergraph.core.id;

import java.util.regex.Pattern;

/**
 * The name of a run: what {@code Feature.run} and {@code Run.id} hold in the graph.
 *
 * @param value letters, digits, dot, underscore and hyphen, 1 to 100 of them, not beginning with a dot
 */
public record RunId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    /** @throws IllegalArgumentException if the value is not of the form above */
    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("run id \"" + value
                    + "\" must be 1 to 100 letters, digits, '.', '_' or '-', and must not begin with '.'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
