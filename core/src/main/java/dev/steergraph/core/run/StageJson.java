package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings and results of stages as {@code run.json} has them: ordered by name, and settings as texts. A setting that is null
 * is the word {@code null}, unless its record leaves it out.
 */
final class StageJson {

    private static final String NULL = "null";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StageJson() {}

    static ObjectNode settings(Object settings) {
        ObjectNode texts = JSON.createObjectNode();
        ordered(JSON.valueToTree(settings))
                .properties()
                .forEach(setting -> texts.put(
                        setting.getKey(),
                        setting.getValue().isNull() ? NULL : setting.getValue().asText()));
        return texts;
    }

    static ObjectNode result(Object result) {
        return (ObjectNode) ordered(JSON.valueToTree(result));
    }

    /** @throws UserError if the object is no such record */
    static <T> T read(ObjectNode object, Class<T> type) {
        try {
            T read = JSON.treeToValue(object, type);
            WholeRecord.missing(read).ifPresent(name -> {
                throw new UserError("run.json has " + object + ", which lacks " + name + "; run the stage again.");
            });
            return read;
        } catch (JsonProcessingException e) {
            throw new UserError(
                    "run.json has " + object + ", which cannot be read: " + e.getOriginalMessage()
                            + "; run the stage again.",
                    e);
        }
    }

    /** Values of the first, by name, where the second has another one. */
    static Map<String, String> differences(ObjectNode known, ObjectNode wanted) {
        Map<String, String> differences = new TreeMap<>();
        wanted.properties().forEach(setting -> {
            JsonNode before = known.get(setting.getKey());
            if (!setting.getValue().equals(before)) {
                differences.put(setting.getKey(), before == null ? NULL : before.asText());
            }
        });
        known.properties().forEach(setting -> {
            if (!wanted.has(setting.getKey())) {
                differences.put(setting.getKey(), setting.getValue().asText());
            }
        });
        return differences;
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
            ObjectNode ordered = JSON.createObjectNode();
            ordered.setAll(fields);
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode ordered = JSON.createArrayNode();
            array.forEach(element -> ordered.add(ordered(element)));
            return ordered;
        }
        return node;
    }
}
