package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A model's {@code config.json}. Fields that are null count as absent. */
public record Config(Path file, JsonNode json) {

    /** @throws UserError if the file is missing or no JSON object */
    public static Config read(Path folder) throws IOException {
        Path file = folder.resolve("config.json");
        if (!Files.isReadable(file)) {
            throw new UserError(folder + " is no model folder: it has no config.json.");
        }
        return of(file);
    }

    public static Config of(Path file) throws IOException {
        return FileFault.reading(file, () -> parse(file));
    }

    private static Config parse(Path file) throws IOException {
        try {
            JsonNode json = new ObjectMapper().readTree(file.toFile());
            if (json == null || !json.isObject()) {
                throw new UserError(file + " should hold a JSON object.");
            }
            return new Config(file, json);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    public boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** The object in a field. */
    public Config inside(String field) {
        return new Config(file, json.get(field));
    }

    public int integer(String field) {
        return (int) number(field);
    }

    public int integer(String field, int usual) {
        return has(field) ? integer(field) : usual;
    }

    public double number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber()) {
            throw new UserError(file + " should give a number for \"" + field + "\"; it gives " + shown(value) + ".");
        }
        return value.asDouble();
    }

    public double number(String field, double usual) {
        return has(field) ? number(field) : usual;
    }

    public String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new UserError(file + " should give a text for \"" + field + "\"; it gives " + shown(value) + ".");
        }
        return value.asText();
    }

    /** A token's id, the first where there are several, or null. */
    public @Nullable Integer token(String field) {
        JsonNode value = json.path(field);
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.isInt() ? Integer.valueOf(first.asInt()) : null;
    }

    /** Ids of tokens, one or several. */
    public Set<Integer> tokens(String field) {
        Set<Integer> tokens = new TreeSet<>();
        JsonNode value = json.path(field);
        if (value.isInt()) {
            tokens.add(value.asInt());
        }
        value.forEach(token -> tokens.add(token.asInt()));
        return tokens;
    }

    public String text(String field, String usual) {
        return has(field) ? text(field) : usual;
    }

    public boolean truth(String field, boolean usual) {
        return has(field) ? json.get(field).asBoolean() : usual;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
