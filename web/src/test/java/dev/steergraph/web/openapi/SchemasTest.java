package dev.steergraph.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemasTest {

    private enum Colour {
        DARK_RED,
        BLUE
    }

    private record Inner(long count) {}

    private record Outer(
            @JsonUnwrapped Inner inner,
            @Nullable String label,
            @Schema(description = "Which", maxItems = 3) List<Colour> colours,

            @Schema(minimum = 0, maximum = 0.5, defaultValue = "0.25")
            double share,

            Map<String, Inner> byName) {}

    private record Paint(Thread thread) {}

    private final Schemas schemas = new Schemas();

    @Test
    void anAnswerHasAllComponentsAndSomeOfThemAreNull() {
        JsonNode schema = outer(false);
        assertThat(schema.get("required")).hasToString("[\"count\",\"label\",\"colours\",\"share\",\"byName\"]");
        assertThat(schema.at("/properties/label/type")).hasToString("[\"string\",\"null\"]");
        assertThat(schema.at("/properties/count/type").asText()).isEqualTo("integer");
        assertThat(schema.at("/properties/byName/additionalProperties/$ref").asText())
                .isEqualTo("#/components/schemas/Inner");
    }

    @Test
    void aRequestMayLeaveOutWhatIsNullableOrHasADefault() {
        JsonNode schema = outer(true);
        assertThat(schema.get("required")).hasToString("[\"count\",\"colours\",\"byName\"]");
        assertThat(schema.at("/properties/label/type").asText()).isEqualTo("string");
    }

    @Test
    void theAnnotationIsWrittenInJsonSchemasWords() {
        JsonNode properties = outer(true).get("properties");
        assertThat(properties.get("colours"))
                .hasToString("{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"dark-red\",\"blue\"]},"
                        + "\"description\":\"Which\",\"maxItems\":3}");
        assertThat(properties.get("share"))
                .hasToString("{\"type\":\"number\",\"minimum\":0,\"maximum\":0.5,\"default\":0.25}");
    }

    @Test
    void whatIsNoDataIsRefused() {
        assertThatThrownBy(() -> schemas.of(TypeFactory.defaultInstance().constructType(Paint.class), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    private JsonNode outer(boolean request) {
        schemas.of(TypeFactory.defaultInstance().constructType(Outer.class), request);
        return schemas.all().get("Outer");
    }
}
