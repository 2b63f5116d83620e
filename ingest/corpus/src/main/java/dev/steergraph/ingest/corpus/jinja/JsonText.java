package dev.steergraph.ingest.corpus.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON as transformers' {@code tojson} writes it: Python's {@code json.dumps} with {@code ensure_ascii=False}. */
final class JsonText {

    private JsonText() {}

    /** @param indent spaces of each level; negative for one line */
    static String of(Object value, int indent) {
        return of(value, indent, indent);
    }

    private static String of(Object value, int indent, int depth) {
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach(
                    (key, item) -> parts.add(quoted(String.valueOf(key)) + ": " + of(item, indent, depth + indent)));
            return bracketed("{", parts, "}", indent, depth);
        }
        if (value instanceof List<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(item -> parts.add(of(item, indent, depth + indent)));
            return bracketed("[", parts, "]", indent, depth);
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        if (value == Values.NONE) {
            return "null";
        }
        if (value instanceof Number) {
            return Values.text(value);
        }
        throw new TemplateError("a value has no form in JSON");
    }

    private static String bracketed(String open, List<String> parts, String close, int indent, int depth) {
        if (parts.isEmpty() || indent < 0) {
            return open + String.join(", ", parts) + close;
        }
        String line = "\n" + " ".repeat(depth);
        return open + line + String.join("," + line, parts) + "\n" + " ".repeat(depth - indent) + close;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> quoted.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
