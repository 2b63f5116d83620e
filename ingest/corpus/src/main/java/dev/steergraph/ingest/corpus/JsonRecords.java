package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in each line, as The Pile ships. Read line by line rather than as a table, because lines may differ in
 * their fields, come from standard input, and should be named by number when one is wrong.
 */
final class JsonRecords implements Records {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TextInput input;
    private final CorpusSpec spec;

    JsonRecords(TextInput input, CorpusSpec spec) {
        this.input = input;
        this.spec = spec;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        String line = input.readLine();
        if (line == null) {
            return null;
        }
        return line.isBlank() ? new Entry(null, null) : entry(line);
    }

    private Entry entry(String line) {
        JsonNode record = parse(line);
        JsonNode text = find(record, spec.field());
        if (text == null) {
            throw missing(record, spec.field(), "field");
        }
        if (!text.isTextual() && !text.isNull()) {
            throw new UserError(place() + ": field \"" + spec.field() + "\" is of type "
                            + text.getNodeType().toString().toLowerCase(Locale.ROOT)
                            + ", not text; name another field.")
                    .in("field");
        }
        JsonNode category = find(record, spec.category());
        if (category == null && spec.categoryField() != null) {
            throw missing(record, spec.categoryField(), "category-field");
        }
        return new Entry(
                text.textValue(),
                category == null || !category.isValueNode() || category.isNull() ? null : category.asText());
    }

    private JsonNode parse(String line) {
        try {
            JsonNode record = JSON.readTree(line);
            if (!record.isObject()) {
                throw new UserError(place() + " is JSON, but no object such as {\"" + spec.field() + "\": ...}.");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new UserError(
                    place() + " is not JSON ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ").",
                    e);
        }
    }

    /** The field of that name, else the field that the dotted path leads to, else null. */
    private static @Nullable JsonNode find(JsonNode record, String name) {
        JsonNode at = record.get(name);
        if (at != null) {
            return at;
        }
        at = record;
        for (String step : name.split("\\.", -1)) {
            at = at == null ? null : at.get(step);
        }
        return at;
    }

    private UserError missing(JsonNode record, String field, String setting) {
        List<String> names = record.properties().stream().map(Map.Entry::getKey).toList();
        return new UserError(place() + " has no field \"" + field + "\"; it has " + String.join(", ", names)
                        + "; name one of these.")
                .in(setting);
    }

    private String place() {
        return input.name() + ", line " + input.line();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
