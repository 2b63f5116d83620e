package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Callable.Given;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What follows {@code is}. */
final class Tests {

    private Tests() {}

    static boolean holds(String name, Object of, Given given) {
        return switch (name) {
            case "defined" -> of != Values.UNDEFINED;
            case "undefined" -> of == Values.UNDEFINED;
            case "none" -> of == Values.NONE;
            case "string" -> of instanceof String;
            case "mapping" -> of instanceof Map<?, ?>;
            case "sequence" -> of instanceof List<?> || of instanceof String || of instanceof Map<?, ?>;
            case "iterable" -> of instanceof List<?> || of instanceof String || of instanceof Map<?, ?>;
            case "number" -> of instanceof Number || of instanceof Boolean;
            case "integer" -> of instanceof Long;
            case "float" -> of instanceof Double;
            case "boolean" -> of instanceof Boolean;
            case "true" -> of.equals(true);
            case "false" -> of.equals(false);
            case "callable" -> of instanceof Callable;
            case "odd" -> Math.floorMod(Values.whole(of, name), 2L) == 1;
            case "even" -> Math.floorMod(Values.whole(of, name), 2L) == 0;
            case "divisibleby" -> Math.floorMod(Values.whole(of, name), Values.whole(given.get(0, "num"), name)) == 0;
            case "eq", "equalto", "==" -> Values.same(of, given.get(0, "other"));
            case "ne", "!=" -> !Values.same(of, given.get(0, "other"));
            case "in" -> Values.contains(given.get(0, "seq"), of);
            case "lower" -> of instanceof String text && text.equals(text.toLowerCase(Locale.ROOT));
            case "upper" -> of instanceof String text && text.equals(text.toUpperCase(Locale.ROOT));
            default -> throw new TemplateError("the test \"" + name + "\" is not implemented");
        };
    }
}
