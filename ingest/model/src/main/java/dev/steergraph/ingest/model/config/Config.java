package dev.steergraph.ingest.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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

/** A JSON object in a model's folder, such as {@code config.json}, as it stands there. */
public record Config(Path file, JsonNode json) {

    /** Of a value in a message. */
    private static final int SHOWN = 60;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
            JsonNode json = JSON.readTree(file.toFile());
            if (json == null || !json.isObject()) {
                throw new UserError(file + " should hold a JSON object.");
            }
            return new Config(file, json);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** Whether it is there and not null. */
    public boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** @throws UserError if it is none */
    public String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw wrong(field, "a text");
        }
        return value.asText();
    }

    /** Ids of tokens, one or several; none where there is no id. */
    public Set<Integer> tokens(String field) {
        Set<Integer> tokens = new TreeSet<>();
        JsonNode value = json.path(field);
        if (value.isInt()) {
            tokens.add(value.asInt());
        }
        for (JsonNode token : value) {
            if (token.isInt()) {
                tokens.add(token.asInt());
            }
        }
        return tokens;
    }

    /** What is wrong with a field. @param expected with its article */
    UserError wrong(String field, String expected) {
        return new UserError(
                file + " should give " + expected + " for \"" + field + "\"; it gives " + shown(json.get(field)) + ".");
    }

    static String shown(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
