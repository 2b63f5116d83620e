package dev.steergraph.bench.harness;

import dev.steergraph.core.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code --name value} pairs; every one must be asked for, so that a misspelt one is noticed. */
public final class Options {

    private final Map<String, String> given = new LinkedHashMap<>();

    /** @throws UserError if the arguments are no pairs */
    public Options(List<String> arguments) {
        if (arguments.size() % 2 != 0) {
            throw new UserError("Options come in pairs of --name and value; got " + arguments + ".");
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!arguments.get(i).startsWith("--")) {
                throw new UserError("\"" + arguments.get(i) + "\" is no option; options begin with --.");
            }
            given.put(arguments.get(i).substring(2), arguments.get(i + 1));
        }
    }

    public static Options of(String... arguments) {
        return new Options(List.of(arguments));
    }

    public String text(String name, String otherwise) {
        String value = given.remove(name);
        return Objects.requireNonNullElse(value, otherwise);
    }

    /** @throws UserError if it is no whole number of at least 0 */
    public int number(String name, int otherwise) {
        return numbers(name, Integer.toString(otherwise)).get(0);
    }

    /** Numbers with commas between them. @throws UserError if one is no whole number of at least 0 */
    public List<Integer> numbers(String name, String otherwise) {
        String value = text(name, otherwise);
        try {
            return Stream.of(value.split(",")).map(Integer::parseUnsignedInt).toList();
        } catch (NumberFormatException e) {
            throw new UserError("--" + name + " " + value + " is no whole number, or several with commas.", e);
        }
    }

    /** @throws UserError if an option was given that nobody asked for */
    public void nothingElse() {
        if (!given.isEmpty()) {
            throw new UserError("Options " + given.keySet() + " are unknown to this benchmark; see bench/README.md.");
        }
    }
}
