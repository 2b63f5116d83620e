package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.model.config.Field.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@code config.json} read by the table of its architecture: an absent field has transformers' default, a value that is
 * not implemented is refused, and what the architecture does not have is not used.
 */
public final class ModelConfig {

    private final Config config;
    private final FieldTable table;
    private final String type;
    private final String at;
    private final Set<String> unused;

    /** @param type of the file @param at what names begin with in the line about fields that are not used */
    private ModelConfig(Config config, FieldTable table, String type, String at, Set<String> unused) {
        this.config = named(config, table);
        this.table = table;
        this.type = type;
        this.at = at;
        this.unused = unused;
    }

    /**
     * @throws UserError if a field is of another type or size than the table allows, or has a value that is not
     *     implemented
     */
    public static ModelConfig of(Config given, FieldTable table) {
        ModelConfig config = new ModelConfig(given, table, table.type(), "", new LinkedHashSet<>());
        config.check();
        FieldTable.Inner inner = table.inner();
        return inner == null ? config : config.inner(inner);
    }

    private ModelConfig inner(FieldTable.Inner inner) {
        JsonNode object = structure(inner.name());
        if (object != null && !object.isObject()) {
            throw wrong(inner.name(), "an object");
        }
        ObjectNode own = object == null ? JsonNodeFactory.instance.objectNode() : object.deepCopy();
        JsonNode innerType = own.path("model_type");
        if (!innerType.isMissingNode()
                && !innerType.asText().equals(inner.table().type())) {
            throw refused("says \"" + inner.name() + ".model_type\": " + Config.shown(innerType)
                    + ", which is not implemented for " + type + "; "
                    + inner.table().type() + " is.");
        }
        own.remove(inner.moved());
        for (String name : inner.moved()) {
            own.setAll(config.json().has(name) ? Map.of(name, config.json().get(name)) : Map.of());
        }
        for (String name : inner.above()) {
            own.setAll(has(name) ? Map.of(name, config.json().get(name)) : Map.of());
        }
        ModelConfig config = new ModelConfig(new Config(file(), own), inner.table(), type, inner.name() + ".", unused);
        config.check();
        return config;
    }

    private void check() {
        for (Field field : table.fields()) {
            check(field);
        }
        config.json().fieldNames().forEachRemaining(name -> {
            if (table.get(name) == null && !isEmpty(config.json().get(name))) {
                unused(name);
            }
        });
    }

    public Path file() {
        return config.file();
    }

    /** {@code model_type} of the file. */
    public String type() {
        return type;
    }

    /** Whether the file gives a value. */
    public boolean has(String field) {
        return config.has(field);
    }

    /** A whole number. */
    public int size(String name) {
        Integer size = sizeOrNone(name);
        if (size == null) {
            throw config.wrong(name, "a whole number");
        }
        return size;
    }

    /** The same, for a field that is computed where the file has none. */
    public int size(String name, int computed) {
        Integer size = sizeOrNone(name);
        return size == null ? computed : size;
    }

    public @Nullable Integer sizeOrNone(String name) {
        Field field = table.required(name, Kind.SIZE);
        JsonNode value = value(field, "a whole number");
        if (value == null) {
            return (Integer) absent(field);
        }
        int least = field.limits()[0];
        int most = field.limits()[1];
        boolean whole = value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
        if (!whole || value.asDouble() < least || value.asDouble() > most) {
            throw config.wrong(field.name(), "a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    public double number(String name) {
        Double number = numberOrNone(name);
        if (number == null) {
            throw config.wrong(name, "a number above 0");
        }
        return number;
    }

    public @Nullable Double numberOrNone(String name) {
        Field field = table.required(name, Kind.NUMBER);
        JsonNode value = value(field, "a number above 0");
        // Not as one expression, which would unbox a null.
        if (value == null) {
            return (Double) absent(field);
        }
        return positive(value, name);
    }

    public boolean truth(String name) {
        Field field = table.required(name, Kind.TRUTH);
        JsonNode value = value(field, "true or false");
        if (value == null) {
            return Boolean.TRUE.equals(absent(field));
        }
        if (!value.isBoolean()) {
            throw config.wrong(name, "true or false");
        }
        return value.asBoolean();
    }

    public String text(String name) {
        Field field = table.required(name, Kind.TEXT);
        return value(field, "a text") == null ? String.valueOf(absent(field)) : config.text(name);
    }

    /** A token's id, the first where there are several; null for none, or where the usual one is not in the vocabulary. */
    public @Nullable Integer token(String name) {
        Iterator<Integer> all = tokens(name).iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** Ids of tokens. */
    public Collection<Integer> tokens(String name) {
        Field field = table.required(name, Kind.TOKENS);
        JsonNode value = config.json().get(name);
        if (value != null) {
            return value.isArray() || value.isNull() || value.isInt() ? inOrder(value) : List.of();
        }
        Object usual = field.usual();
        return usual instanceof Integer id && id < size("vocab_size") ? List.of(id) : List.of();
    }

    /** What is there, for code of its own; null for nothing. */
    public @Nullable JsonNode structure(String name) {
        table.required(name, Kind.STRUCTURE);
        JsonNode value = config.json().get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** @throws UserError if one size is no multiple of another */
    public void requireMultiple(String name, String of) {
        if (size(name) % size(of) != 0) {
            throw refused("says \"" + name + "\": " + size(name) + ", which should be a multiple of \"" + of + "\", "
                    + size(of) + ".");
        }
    }

    /** A number above 0 that has no type in the table. @param where the name for messages */
    public double positive(JsonNode value, String where) {
        if (!value.isNumber() || !(value.asDouble() > 0) || Double.isInfinite(value.asDouble())) {
            throw wrong(where, value, "a number above 0");
        }
        return value.asDouble();
    }

    /** A field of another kind than it should be. @param expected with its article */
    public UserError wrong(String name, String expected) {
        return config.wrong(name, expected);
    }

    /** The same for a value within a field. @param where for messages */
    public UserError wrong(String where, JsonNode value, String expected) {
        return refused("should give " + expected + " for \"" + where + "\"; it gives " + Config.shown(value) + ".");
    }

    /** A mistake in this file. @param rest of the sentence */
    public UserError refused(String rest) {
        return new UserError(config.file() + " " + rest);
    }

    /** Notes that something of the file is not used. */
    public void unused(String what) {
        unused.add(at + what);
    }

    /** One line that names what the file has and the architecture does not use; null where there is nothing. */
    public @Nullable String note() {
        if (unused.isEmpty()) {
            return null;
        }
        String names = unused.stream().sorted().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return config.file() + " has " + (unused.size() == 1 ? "a field" : "fields") + " that " + type
                + " does not use: " + names + ".";
    }

    private void check(Field field) {
        switch (field.kind()) {
            case SIZE -> sizeOrNone(field.name());
            case NUMBER -> numberOrNone(field.name());
            case TRUTH -> truth(field.name());
            case TEXT -> text(field.name());
            case TOKENS, STRUCTURE, UNUSED -> {}
            case ONLY -> only(field);
            case QUANTIZATION -> quantization(field);
            case REPEATED -> repeated(field);
        }
    }

    private void only(Field field) {
        JsonNode value = config.json().get(field.name());
        if (value == null || isEmpty(value)) {
            return;
        }
        if (field.values().stream().noneMatch(allowed -> allowed != null && isSame(value, allowed))) {
            throw notImplemented(field, Config.shown(value));
        }
    }

    private void quantization(Field field) {
        JsonNode value = config.json().get(field.name());
        if (value == null || isEmpty(value)) {
            return;
        }
        JsonNode method = value.path("quant_method");
        if (field.values().stream().noneMatch(allowed -> allowed != null && isSame(method, allowed))) {
            throw notImplemented(
                    field,
                    method.isMissingNode()
                            ? Config.shown(value)
                            : "{\"quant_method\": " + Config.shown(method) + ", ...}");
        }
    }

    private UserError notImplemented(Field field, String shown) {
        String allowed = field.values().stream().map(String::valueOf).collect(Collectors.joining(" or "));
        boolean none = allowed.isEmpty() || allowed.equals("null");
        return refused("says \"" + field.name() + "\": " + shown + ", which is not implemented for " + type + "; "
                + (none ? "no value is" : allowed + " is") + ".");
    }

    private void repeated(Field field) {
        String other = String.valueOf(field.values().get(0));
        JsonNode value = config.json().path(field.name());
        JsonNode read = config.json().get(other);
        Object counts = read == null ? Objects.requireNonNull(table.get(other)).usual() : read.asText();
        if (config.has(field.name()) && !value.asText().equals(String.valueOf(counts))) {
            unused(field.name());
        }
    }

    private static boolean isSame(JsonNode value, Object allowed) {
        return allowed instanceof Boolean truth
                ? value.isBoolean() && value.asBoolean() == truth
                : value.isTextual() && value.asText().equals(allowed);
    }

    /** Null and nothing in brackets say nothing. */
    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty();
    }

    /** Null for absence, and for a null that is a value. */
    private @Nullable JsonNode value(Field field, String expected) {
        JsonNode value = config.json().get(field.name());
        if (value != null && value.isNull() && !field.nullable()) {
            throw config.wrong(field.name(), expected);
        }
        return value == null || value.isNull() ? null : value;
    }

    /** Transformers' default; but none where the file says null. */
    private @Nullable Object absent(Field field) {
        return config.json().has(field.name()) ? null : field.usual();
    }

    private static List<Integer> inOrder(JsonNode value) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : value.isArray() ? value : List.of(value)) {
            if (id.isInt()) {
                ids.add(id.asInt());
            }
        }
        return ids;
    }

    /** The file with every alias under its field's own name. */
    private static Config named(Config given, FieldTable table) {
        if (table.aliases().keySet().stream().noneMatch(given.json()::has)) {
            return given;
        }
        ObjectNode json = ((ObjectNode) given.json()).deepCopy();
        for (Map.Entry<String, String> alias : table.aliases().entrySet()) {
            JsonNode value = json.remove(alias.getKey());
            // A field of the class counts less than one beside it, which is set later.
            boolean earlier = table.get(alias.getKey()) != null && json.has(alias.getValue());
            if (value != null && !earlier) {
                json.set(alias.getValue(), value);
            }
        }
        return new Config(given.file(), json);
    }
}
