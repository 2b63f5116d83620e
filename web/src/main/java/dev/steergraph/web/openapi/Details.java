package dev.steergraph.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds to a schema what its component's {@link Schema} says. */
final class Details {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Details() {}

    static void add(ObjectNode property, Schema said) {
        if (!said.description().isEmpty()) {
            property.put("description", said.description());
        }
        limit(property, "minimum", said.minimum());
        limit(property, "maximum", said.maximum());
        if (said.maxItems() != Integer.MAX_VALUE) {
            property.put("maxItems", said.maxItems());
        }
        if (said.maxLength() != Integer.MAX_VALUE) {
            (property.get("items") instanceof ObjectNode items ? items : property).put("maxLength", said.maxLength());
        }
        if (!said.pattern().isEmpty()) {
            property.put("pattern", said.pattern());
        }
        if (!said.defaultValue().isEmpty()) {
            property.set("default", json(said.defaultValue()));
        }
    }

    /** Whole numbers without a fraction. */
    static void limit(ObjectNode schema, String name, double value) {
        if (Double.isInfinite(value)) {
            return;
        }
        if (value == Math.rint(value)) {
            schema.put(name, (long) value);
        } else {
            schema.put(name, value);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the default " + text + " is not JSON", e);
        }
    }
}
