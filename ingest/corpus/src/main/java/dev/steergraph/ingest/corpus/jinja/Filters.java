package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Callable.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What follows a bar. */
final class Filters {

    private Filters() {}

    static Object apply(String name, Object of, Given given) {
        return switch (name) {
            case "trim" -> Methods.strip(Values.text(of), given, true, true);
            case "length", "count" -> Values.size(of);
            case "tojson" -> {
                Object indent = given.get(0, "indent", Values.NONE);
                yield JsonText.of(of, indent == Values.NONE ? -1 : (int) Values.whole(indent, name));
            }
            case "upper" -> Values.text(of).toUpperCase(Locale.ROOT);
            case "lower" -> Values.text(of).toLowerCase(Locale.ROOT);
            case "capitalize" -> Methods.capitalized(Values.text(of));
            case "title" -> Methods.title(Values.text(of));
            case "string" -> Values.text(of);
            case "safe", "e", "escape" -> of;
            case "int" -> number(of, given);
            case "default", "d" -> usual(of, given);
            case "join" -> joined(of, given);
            case "first" -> Values.item(Values.list(of), 0L);
            case "last" -> Values.item(Values.list(of), -1L);
            case "list" -> Values.list(of);
            case "reverse" -> Values.slice(of, Values.NONE, Values.NONE, -1L);
            case "items", "dictsort" -> Methods.items(of);
            case "replace" ->
                Values.text(of)
                        .replace(Values.string(given.get(0, "old"), name), Values.string(given.get(1, "new"), name));
            case "map" -> mapped(of, given);
            case "selectattr", "rejectattr" -> chosen(of, given, name.startsWith("select"));
            case "select", "reject" -> picked(of, given, name.equals("select"));
            default -> throw new TemplateError("the filter \"" + name + "\" is not implemented");
        };
    }

    private static Object number(Object of, Given given) {
        if (of instanceof Double number) {
            return (long) (double) number;
        }
        if (of instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        try {
            return of instanceof Long ? of : Long.valueOf(Values.text(of).strip());
        } catch (NumberFormatException e) {
            return given.get(0, "default", 0L);
        }
    }

    private static Object usual(Object of, Given given) {
        boolean falseToo = Values.isTrue(given.get(1, "boolean", false));
        return of == Values.UNDEFINED || falseToo && !Values.isTrue(of) ? given.get(0, "default_value", "") : of;
    }

    private static Object joined(Object of, Given given) {
        String between = Values.text(given.get(0, "d", ""));
        Object attribute = given.get(1, "attribute", Values.NONE);
        List<String> parts = new ArrayList<>();
        for (Object item : Values.list(of)) {
            parts.add(Values.text(attribute == Values.NONE ? item : Values.item(item, attribute)));
        }
        return String.join(between, parts);
    }

    private static Object mapped(Object of, Given given) {
        List<Object> made = new ArrayList<>();
        Object attribute = given.get(given.values().size(), "attribute", Values.UNDEFINED);
        for (Object item : Values.list(of)) {
            made.add(
                    attribute == Values.UNDEFINED
                            ? apply(Values.string(given.get(0, "filter"), "map"), item, given.without(1))
                            : Values.item(item, attribute));
        }
        return made;
    }

    private static Object chosen(Object of, Given given, boolean wanted) {
        List<Object> made = new ArrayList<>();
        for (Object item : Values.list(of)) {
            Object value = item instanceof Map<?, ?> ? Values.item(item, given.get(0, "attribute")) : Values.UNDEFINED;
            boolean holds = given.values().size() < 2
                    ? Values.isTrue(value)
                    : Tests.holds(Values.string(given.get(1, "test"), "test"), value, given.without(2));
            if (holds == wanted) {
                made.add(item);
            }
        }
        return made;
    }

    private static Object picked(Object of, Given given, boolean wanted) {
        List<Object> made = new ArrayList<>();
        for (Object item : Values.list(of)) {
            boolean holds = given.values().isEmpty()
                    ? Values.isTrue(item)
                    : Tests.holds(Values.string(given.get(0, "test"), "test"), item, given.without(1));
            if (holds == wanted) {
                made.add(item);
            }
        }
        return made;
    }
}
