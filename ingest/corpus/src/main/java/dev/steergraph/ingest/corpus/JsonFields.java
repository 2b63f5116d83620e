package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that are wanted of one JSON object; the others are passed over. */
final class JsonFields {

    /**
     * A value as the file writes it.
     *
     * @param type {@code string}, {@code number}, {@code boolean}, {@code null}, {@code object} or {@code array}
     * @param text of a string, a number or a truth value; null otherwise
     */
    record Value(String type, @Nullable String text) {}

    /** A dotted path of which some steps have been taken. */
    private record Path(String name, String[] steps, int taken) {

        boolean leadsTo(String field) {
            return steps[taken].equals(field);
        }

        boolean ends() {
            return taken == steps.length - 1;
        }
    }

    private final List<String> names = new ArrayList<>();
    private final Map<String, Value> exact = new HashMap<>();
    private final Map<String, Value> byPath = new HashMap<>();

    private JsonFields() {}

    /** Reads an object to its end. @param parser at the object's beginning */
    static JsonFields read(JsonParser parser, String... wanted) throws IOException {
        JsonFields fields = new JsonFields();
        List<Path> paths = new ArrayList<>();
        for (String name : wanted) {
            paths.add(new Path(name, name.split("\\.", -1), 0));
        }
        fields.walk(parser, paths, true);
        return fields;
    }

    /** Names of the object's fields. */
    List<String> names() {
        return names;
    }

    /** The field of that name, else the field that the dotted path leads to, else null. */
    @Nullable
    Value find(String name) {
        return exact.getOrDefault(name, byPath.get(name));
    }

    private void walk(JsonParser parser, List<Path> paths, boolean top) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (top) {
                names.add(field);
            }
            parser.nextToken();
            List<Path> deeper = new ArrayList<>();
            @Nullable Value value = null;
            for (Path path : paths) {
                boolean whole = top && path.name().equals(field);
                boolean end = path.leadsTo(field) && path.ends();
                if (whole || end) {
                    value = value == null ? value(parser) : value;
                    (whole ? exact : byPath).put(path.name(), value);
                } else if (path.leadsTo(field)) {
                    // Of a field that occurs twice the last counts.
                    byPath.remove(path.name());
                    deeper.add(new Path(path.name(), path.steps(), path.taken() + 1));
                }
            }
            if (parser.currentToken() == JsonToken.START_OBJECT && !deeper.isEmpty()) {
                walk(parser, deeper, false);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Python writes a number that is missing as NaN. */
    private static Value value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Value("string", parser.getText());
            case VALUE_NUMBER_INT -> new Value("number", parser.getText());
            case VALUE_NUMBER_FLOAT ->
                parser.getText().equals("NaN") ? new Value("null", null) : new Value("number", parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Value("boolean", parser.getText());
            case START_OBJECT -> new Value("object", null);
            case START_ARRAY -> new Value("array", null);
            default -> new Value("null", null);
        };
    }
}
