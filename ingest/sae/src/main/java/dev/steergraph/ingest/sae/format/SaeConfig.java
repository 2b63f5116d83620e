package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file beside an SAE's weights that says what they are. Fields of objects are named with dots: {@code trainer.k}. */
record SaeConfig(Path file, JsonNode json) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** @throws UserError if it is missing or no JSON */
    static SaeConfig beside(Path weights, String name) {
        Path file = weights.resolveSibling(name);
        if (!Files.isRegularFile(file)) {
            throw new UserError(weights.toAbsolutePath().getParent() + " has " + weights.getFileName() + ", but not "
                    + name + ", which says what the weights are; fetch that file too.");
        }
        return new SaeConfig(file, SaeFolder.json(file));
    }

    /** Of a file in YAML. */
    static SaeConfig yaml(Path file) {
        return new SaeConfig(file, FileFault.reading(file, () -> parsed(file)));
    }

    private static JsonNode parsed(Path file) throws IOException {
        try {
            return YAML.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + " is not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    boolean has(String field) {
        JsonNode value = value(field);
        return !value.isMissingNode() && !value.isNull();
    }

    /** @throws UserError if it is no positive whole number */
    int size(String field) {
        JsonNode value = value(field);
        if (!value.isInt() || value.asInt() < 1) {
            throw wrong(field, "a positive whole number");
        }
        return value.asInt();
    }

    /** A layer's number. @throws UserError if it is none */
    int layer(String field) {
        JsonNode value = value(field);
        if (!value.isInt() || value.asInt() < 0 || value.asInt() > 9_999) {
            throw wrong(field, "the number of a layer");
        }
        return value.asInt();
    }

    /** @throws UserError if it is no positive number that is finite */
    double number(String field) {
        JsonNode value = value(field);
        if (!value.isNumber() || !(value.asDouble() > 0) || Double.isInfinite(value.asDouble())) {
            throw wrong(field, "a positive number");
        }
        return value.asDouble();
    }

    /** @throws UserError if it is no text */
    String text(String field) {
        JsonNode value = value(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(field, "a text");
        }
        return value.asText();
    }

    /** Null where it is missing. @throws UserError if it is no text */
    @Nullable
    String textOrNull(String field) {
        return has(field) ? text(field) : null;
    }

    /** @param usual where it is missing @throws UserError if it is neither true nor false */
    boolean truth(String field, boolean usual) {
        if (!has(field)) {
            return usual;
        }
        if (!value(field).isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value(field).asBoolean();
    }

    UserError refused(String why) {
        return new UserError(file + " " + why);
    }

    private UserError wrong(String field, String what) {
        JsonNode value = value(field);
        String shown = value.isMissingNode() ? "missing" : value.toString();
        return new UserError(file + ": " + field + " should be " + what + ", it is "
                + (shown.length() > 60 ? shown.substring(0, 60) + "..." : shown) + ".");
    }

    private JsonNode value(String field) {
        JsonNode value = json;
        for (String name : field.split("\\.")) {
            value = value.path(name);
        }
        return value;
    }
}
