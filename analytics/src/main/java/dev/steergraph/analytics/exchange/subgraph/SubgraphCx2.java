package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * CX2 for Cytoscape and NDEx: nodes and edges are numbered from 0; a feature's key is its {@code name}.
 *
 * @see <a href="https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/">CX2</a>
 */
final class SubgraphCx2 {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SubgraphCx2() {}

    static void write(Subgraph subgraph, Path file) throws IOException {
        AtomicFile.write(file, out -> {
            JsonGenerator json = JSON.createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            write(subgraph, json);
            json.close();
        });
    }

    private static void write(Subgraph subgraph, JsonGenerator json) throws IOException {
        List<Columns.Column<SubgraphEdge>> ofEdge = Columns.EDGE.subList(2, Columns.EDGE.size());
        json.writeStartArray();
        json.writePOJO(new Cx2Aspects.Descriptor("2.0", false));
        json.writePOJO(new Cx2Aspects.MetaData(List.of(
                new Cx2Aspects.Aspect("attributeDeclarations", 1),
                new Cx2Aspects.Aspect("networkAttributes", 1),
                new Cx2Aspects.Aspect("nodes", subgraph.features().size()),
                new Cx2Aspects.Aspect("edges", subgraph.edges().size()))));
        json.writePOJO(new Cx2Aspects.AttributeDeclarations(List.of(new Cx2Aspects.Declarations(
                Cx2Aspects.Network.declarations(), declared(Columns.FEATURE), declared(ofEdge)))));
        json.writePOJO(new Cx2Aspects.NetworkAttributes(
                List.of(new Cx2Aspects.Network(subgraph.run(), subgraph.selection()))));
        Map<String, Integer> numbers = new HashMap<>();
        begin(json, "nodes");
        for (SubgraphFeature feature : subgraph.features()) {
            json.writeStartObject();
            json.writeNumberField("id", numbers.size());
            values(json, Columns.FEATURE, feature);
            json.writeEndObject();
            numbers.put(feature.key(), numbers.size());
        }
        end(json);
        begin(json, "edges");
        int number = 0;
        for (SubgraphEdge edge : subgraph.edges()) {
            json.writeStartObject();
            json.writeNumberField("id", number++);
            json.writeNumberField("s", Objects.requireNonNull(numbers.get(edge.source())));
            json.writeNumberField("t", Objects.requireNonNull(numbers.get(edge.target())));
            values(json, ofEdge, edge);
            json.writeEndObject();
        }
        end(json);
        json.writePOJO(new Cx2Aspects.Status(List.of(new Cx2Aspects.Success(true))));
        json.writeEndArray();
    }

    private static void begin(JsonGenerator json, String aspect) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(aspect);
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    private static <T> Map<String, Cx2Aspects.Declaration> declared(List<Columns.Column<T>> columns) {
        Map<String, Cx2Aspects.Declaration> declared = new LinkedHashMap<>();
        for (Columns.Column<T> column : columns) {
            declared.put(
                    name(column), new Cx2Aspects.Declaration(column.type().equals("int") ? "integer" : column.type()));
        }
        return declared;
    }

    private static <T> void values(JsonGenerator json, List<Columns.Column<T>> columns, T row) throws IOException {
        json.writeObjectFieldStart("v");
        for (Columns.Column<T> column : columns) {
            Object value = column.value().apply(row);
            if (value != null) {
                json.writePOJOField(name(column), value);
            }
        }
        json.writeEndObject();
    }

    /** Cytoscape shows a node's name. */
    private static String name(Columns.Column<?> column) {
        return column.name().equals("key") ? "name" : column.name();
    }
}
