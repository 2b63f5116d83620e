package dev.steergraph.web.openapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.steergraph.web.http.Choice;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of records by reflection, each named once. Of an answer all components are required, because all are written; of a
 * request those that are neither nullable nor have a default.
 */
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> named = new TreeMap<>();
    private final Map<String, JavaType> types = new TreeMap<>();

    /** The schema of a type, which for a record is a reference to a named one. */
    ObjectNode of(JavaType type, boolean request) {
        Class<?> raw = type.getRawClass();
        if (raw.isRecord()) {
            return reference(type, request);
        }
        if (type.isCollectionLikeType()) {
            ObjectNode schema = NODES.objectNode().put("type", "array");
            schema.set("items", of(type.getContentType(), request));
            return schema;
        }
        if (type.isMapLikeType()) {
            ObjectNode schema = NODES.objectNode().put("type", "object");
            schema.set("additionalProperties", of(type.getContentType(), request));
            return schema;
        }
        if (raw.isEnum()) {
            ObjectNode schema = NODES.objectNode().put("type", "string");
            for (Object constant : raw.getEnumConstants()) {
                schema.withArray("enum").add(Choice.label((Enum<?>) constant));
            }
            return schema;
        }
        return NODES.objectNode().put("type", simple(raw));
    }

    /** All that have been referred to. */
    ObjectNode all() {
        ObjectNode all = NODES.objectNode();
        named.forEach(all::set);
        return all;
    }

    private ObjectNode reference(JavaType type, boolean request) {
        String name = name(type);
        JavaType known = types.putIfAbsent(name, type);
        if (known == null) {
            ObjectNode schema = NODES.objectNode();
            named.put(name, schema);
            schema.put("type", "object");
            schema.putArray("required");
            schema.putObject("properties");
            addComponents(schema, type, request);
            if (schema.withArray("required").isEmpty()) {
                schema.remove("required");
            }
        } else if (!known.equals(type)) {
            throw new IllegalStateException(known + " and " + type + " would both be called " + name);
        }
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private void addComponents(ObjectNode schema, JavaType type, boolean request) {
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            JavaType of =
                    TypeFactory.defaultInstance().resolveMemberType(component.getGenericType(), type.getBindings());
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addComponents(schema, of, request);
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ObjectNode property = of(of, request);
            Schema said = component.getAnnotation(Schema.class);
            if (said != null) {
                Details.add(property, said);
            }
            if (nullable && !request) {
                orNull(property);
            }
            ((ObjectNode) schema.get("properties")).set(component.getName(), property);
            if (!request || !nullable && !property.has("default")) {
                schema.withArray("required").add(component.getName());
            }
        }
    }

    private static void orNull(ObjectNode property) {
        if (!property.has("type") || property.has("enum")) {
            throw new IllegalStateException("only simple types, lists and maps of an answer can be null");
        }
        String type = property.get("type").asText();
        property.putArray("type").add(type).add("null");
    }

    private static String name(JavaType type) {
        StringBuilder name = new StringBuilder(type.getRawClass().getSimpleName());
        for (JavaType parameter : type.getBindings().getTypeParameters()) {
            name.append("Of").append(name(parameter));
        }
        return name.toString();
    }

    private static String simple(Class<?> raw) {
        if (raw == String.class) {
            return "string";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            return "integer";
        }
        if (raw == double.class || raw == Double.class || raw == float.class || raw == Float.class) {
            return "number";
        }
        if (raw == Object.class) {
            return "object";
        }
        throw new IllegalStateException("no schema says what " + raw + " is; answer a record");
    }
}
