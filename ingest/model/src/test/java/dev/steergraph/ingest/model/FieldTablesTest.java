package dev.steergraph.ingest.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.ingest.model.config.Field;
import dev.steergraph.ingest.model.config.Field.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of fields against transformers' configuration classes, as config/dump_fields.py found them. */
class FieldTablesTest {

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void everyFieldOfTransformersClassIsThereWithItsDefault(Architecture architecture) throws IOException {
        JsonNode theirs = dumped().path("types").path(architecture.type());
        Map<String, Field> own = new TreeMap<>();
        architecture.fields().fields().stream().filter(Field::own).forEach(field -> own.put(field.name(), field));
        assertThat(own.keySet()).isEqualTo(names(theirs.path("fields")));
        for (Field field : own.values()) {
            if (field.kind() == Kind.UNUSED) {
                continue;
            }
            JsonNode usual = theirs.path("fields").path(field.name());
            if (usual.isNumber()) {
                assertThat(Double.parseDouble(String.valueOf(field.usual())))
                        .as(field.name())
                        .isEqualTo(usual.asDouble());
            } else if (usual.isNull()) {
                assertThat(field.usual()).as(field.name()).isNull();
            } else {
                assertThat(String.valueOf(field.usual())).as(field.name()).isEqualTo(usual.asText());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void namesThatTransformersMapsAreMapped(Architecture architecture) throws IOException {
        Map<String, String> aliases = new TreeMap<>();
        JsonNode theirs = dumped().path("types").path(architecture.type()).path("aliases");
        theirs.properties()
                .forEach(alias -> aliases.put(alias.getKey(), alias.getValue().asText()));
        assertThat(architecture.fields().aliases()).isEqualTo(aliases);
    }

    /** A null that transformers' class takes must be taken; the table may be more lenient. */
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void whatMayBeNullMayBeNull(Architecture architecture) throws IOException {
        JsonNode nullable = dumped().path("types").path(architecture.type()).path("nullable");
        for (JsonNode name : nullable) {
            assertThat(architecture.fields().fields()).anySatisfy(field -> {
                assertThat(field.name()).isEqualTo(name.asText());
                assertThat(field.nullable()).as(field.name()).isTrue();
            });
        }
    }

    @Test
    void settingsOfGenerationAreKnownEverywhere() throws IOException {
        for (Architecture architecture : Architecture.values()) {
            TreeSet<String> known = new TreeSet<>();
            architecture.fields().fields().forEach(field -> known.add(field.name()));
            for (JsonNode name : dumped().path("generation")) {
                assertThat(known).contains(name.asText());
            }
        }
    }

    private static TreeSet<String> names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode dumped() throws IOException {
        try (InputStream in = FieldTablesTest.class.getResourceAsStream("config/fields.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
