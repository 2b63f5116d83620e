package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Callable.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Python's methods of texts, lists and maps. */
final class Methods {

    private Methods() {}

    /** @return something to call, or undefined */
    static Object of(Object value, String name) {
        if (value instanceof String text && ofText(text, name, Given.NOTHING, true) != Values.UNDEFINED) {
            return (Callable) given -> ofText(text, name, given, false);
        }
        if (value instanceof Map<?, ?> map) {
            switch (name) {
                case "items":
                    return (Callable) given -> items(map);
                case "keys":
                    return (Callable) given -> Values.list(map);
                case "values":
                    return (Callable) given -> new ArrayList<Object>(map.values());
                case "get":
                    return (Callable) given -> {
                        Object found = map.get(given.get(0, "key"));
                        return found == null ? given.get(1, "default", Values.NONE) : found;
                    };
                default:
                    return Values.UNDEFINED;
            }
        }
        return Values.UNDEFINED;
    }

    /** @param probe whether only to find out if there is such a method */
    private static Object ofText(String text, String name, Given given, boolean probe) {
        return switch (name) {
            case "strip" -> strip(text, given, true, true);
            case "lstrip" -> strip(text, given, true, false);
            case "rstrip" -> strip(text, given, false, true);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> title(text);
            case "capitalize" -> capitalized(text);
            case "split" -> probe ? "" : split(text, given);
            case "splitlines" -> new ArrayList<Object>(Arrays.asList(text.split("\\R")));
            case "startswith" -> probe || any(given.get(0, "prefix"), text::startsWith);
            case "endswith" -> probe || any(given.get(0, "suffix"), text::endsWith);
            case "find" -> probe ? "" : (Object) (long) text.indexOf(Values.string(given.get(0, "sub"), name));
            case "replace" ->
                probe
                        ? ""
                        : replace(
                                text,
                                Values.string(given.get(0, "old"), name),
                                Values.string(given.get(1, "new"), name),
                                given.get(2, "count", -1L));
            case "join" ->
                probe ? "" : Filters.apply("join", given.get(0, "iterable"), new Given(List.of(text), Map.of()));
            default -> Values.UNDEFINED;
        };
    }

    private interface Check {
        boolean holds(String part);
    }

    private static boolean any(Object parts, Check check) {
        return parts instanceof List<?> list
                ? list.stream().anyMatch(part -> check.holds(Values.text(part)))
                : check.holds(Values.string(parts, "startswith"));
    }

    static String strip(String text, Given given, boolean left, boolean right) {
        Object letters = given.get(0, "chars", Values.NONE);
        int from = 0;
        int to = text.length();
        while (left && from < to && isStripped(text.charAt(from), letters)) {
            from++;
        }
        while (right && to > from && isStripped(text.charAt(to - 1), letters)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isStripped(char c, Object letters) {
        return letters == Values.NONE
                ? Character.isWhitespace(c) || Character.isSpaceChar(c)
                : Values.string(letters, "strip").indexOf(c) >= 0;
    }

    private static List<Object> split(String text, Given given) {
        Object by = given.get(0, "sep", Values.NONE);
        long most = Values.whole(given.get(1, "maxsplit", -1L), "split");
        int limit = most < 0 ? -1 : (int) most + 1;
        if (by == Values.NONE) {
            String stripped = text.strip();
            return stripped.isEmpty()
                    ? new ArrayList<>()
                    : new ArrayList<>(Arrays.asList(stripped.split("\\s+", limit)));
        }
        return new ArrayList<>(Arrays.asList(text.split(Pattern.quote(Values.string(by, "split")), limit)));
    }

    private static String replace(String text, String old, String by, Object count) {
        long left = Values.whole(count, "replace");
        if (left < 0) {
            return text.replace(old, by);
        }
        String made = text;
        int at = 0;
        while (left-- > 0) {
            int found = made.indexOf(old, at);
            if (found < 0) {
                break;
            }
            made = made.substring(0, found) + by + made.substring(found + old.length());
            at = found + by.length();
        }
        return made;
    }

    static String capitalized(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (char c : text.toCharArray()) {
            title.append(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetter(c);
        }
        return title.toString();
    }

    /** Pairs of keys and values. */
    static List<Object> items(Object of) {
        if (!(of instanceof Map<?, ?> map)) {
            throw new TemplateError("only maps have items");
        }
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(new ArrayList<Object>(List.of(key, value))));
        return pairs;
    }
}
