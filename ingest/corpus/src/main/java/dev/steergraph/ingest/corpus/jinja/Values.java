package dev.steergraph.ingest.corpus.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Values of templates: texts, truths, {@code Long}, {@code Double}, lists, maps with texts as keys, {@link #NONE}, {@link
 * #UNDEFINED}, and what can be called. They behave as Python's.
 */
final class Values {

    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    /** The value of what is not there: false, printed as nothing. */
    static final Object UNDEFINED = new Object() {
        @Override
        public String toString() {
            return "";
        }
    };

    private Values() {}

    static boolean isTrue(Object value) {
        if (value == NONE || value == UNDEFINED) {
            return false;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    /** As {@code str} has it. */
    static String text(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value instanceof List<?> || value instanceof Map<?, ?> ? representation(value) : number(value);
    }

    private static String number(Object value) {
        if (!(value instanceof Double number)) {
            return value.toString();
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e16) {
            return String.format(Locale.ROOT, "%.1f", number);
        }
        return number.toString().replace("E-", "e-").replace("E", "e+");
    }

    /** As {@code repr} has it. */
    private static String representation(Object value) {
        if (value instanceof String text) {
            String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
            return quote
                    + text.replace("\\", "\\\\")
                            .replace("\n", "\\n")
                            .replace("\t", "\\t")
                            .replace("\r", "\\r")
                            .replace(quote, "\\" + quote)
                    + quote;
        }
        if (value instanceof List<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(item -> parts.add(representation(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, item) -> parts.add(representation(key) + ": " + representation(item)));
            return "{" + String.join(", ", parts) + "}";
        }
        return text(value);
    }

    static boolean same(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return number(a, "==") == number(b, "==");
        }
        return Objects.equals(a, b);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static double number(Object value, String operator) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new TemplateError("\"" + operator + "\" has no meaning for " + representation(value));
    }

    static int compare(Object a, Object b, String operator) {
        return a instanceof String left && b instanceof String right
                ? left.compareTo(right)
                : Double.compare(number(a, operator), number(b, operator));
    }

    static boolean contains(Object in, Object item) {
        if (in instanceof String text) {
            return text.contains(string(item, "in"));
        }
        if (in instanceof Map<?, ?> map) {
            return map.containsKey(item);
        }
        return list(in).stream().anyMatch(other -> same(other, item));
    }

    /** The items of what can be walked through: of a map its keys, of a text its characters. */
    static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            List<Object> letters = new ArrayList<>();
            text.codePoints().forEach(c -> letters.add(Character.toString(c)));
            return letters;
        }
        if (value == UNDEFINED) {
            return new ArrayList<>();
        }
        throw new TemplateError(representation(value) + " has no items");
    }

    static String string(Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateError("\"" + what + "\" takes a text, not " + representation(value));
    }

    static long whole(Object value, String what) {
        if (value instanceof Long number) {
            return number;
        }
        throw new TemplateError("\"" + what + "\" takes a whole number, not " + representation(value));
    }

    static long size(Object value) {
        return value instanceof Map<?, ?> map ? map.size() : list(value).size();
    }

    static Object arithmetic(String operator, Object a, Object b) {
        if (operator.equals("+") && a instanceof String left && b instanceof String right) {
            return left + right;
        }
        if (operator.equals("+") && a instanceof List<?> left && b instanceof List<?> right) {
            List<Object> both = new ArrayList<>(left);
            both.addAll(right);
            return both;
        }
        if (operator.equals("*") && a instanceof String text && b instanceof Long times) {
            return text.repeat((int) Math.max(0, Math.min(times, 100_000)));
        }
        boolean whole = a instanceof Long && b instanceof Long && !operator.equals("/");
        double x = number(a, operator);
        double y = number(b, operator);
        if (y == 0 && "/ // %".contains(operator)) {
            throw new TemplateError("a division by zero");
        }
        if (whole) {
            long m = (Long) a;
            long n = (Long) b;
            return switch (operator) {
                case "+" -> m + n;
                case "-" -> m - n;
                case "*" -> m * n;
                case "//" -> Math.floorDiv(m, n);
                case "%" -> Math.floorMod(m, n);
                default -> n < 0 ? (Object) Math.pow(m, n) : (Object) (long) Math.pow(m, n);
            };
        }
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            case "//" -> Math.floor(x / y);
            case "%" -> x - Math.floor(x / y) * y;
            default -> Math.pow(x, y);
        };
    }

    /** The item at a place, from the end where that is negative; undefined where there is none. */
    static Object item(Object of, Object at) {
        if (of instanceof Map<?, ?> map) {
            Object found = map.get(at);
            return found == null ? UNDEFINED : found;
        }
        if (at instanceof Long place && (of instanceof List<?> || of instanceof String)) {
            List<Object> items = list(of);
            long index = place < 0 ? place + items.size() : place;
            return index >= 0 && index < items.size() ? items.get((int) index) : UNDEFINED;
        }
        if (of == UNDEFINED) {
            throw new TemplateError("something is asked of a value that is not there");
        }
        return UNDEFINED;
    }

    /** Python's slices. @param from null, to null: from or up to the end */
    static Object slice(Object of, Object from, Object to, Object step) {
        List<Object> items = list(of);
        long by = step == NONE ? 1 : whole(step, "slice");
        if (by == 0) {
            throw new TemplateError("a slice has a step of zero");
        }
        int n = items.size();
        long begin = from == NONE ? (by > 0 ? 0 : n - 1) : bounded(whole(from, "slice"), n, by);
        long end = to == NONE ? (by > 0 ? n : -1) : bounded(whole(to, "slice"), n, by);
        List<Object> part = new ArrayList<>();
        for (long i = begin; by > 0 ? i < end : i > end; i += by) {
            part.add(items.get((int) i));
        }
        if (!(of instanceof String)) {
            return part;
        }
        StringBuilder text = new StringBuilder();
        part.forEach(text::append);
        return text.toString();
    }

    private static long bounded(long at, int n, long by) {
        long place = at < 0 ? at + n : at;
        return by > 0 ? Math.max(0, Math.min(n, place)) : Math.max(-1, Math.min(n - 1, place));
    }
}
