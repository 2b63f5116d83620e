package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code {"format": "steergraph.subgraph", "version": 1, "run", "selection", "features": [...], "edges": [...]}}, where features
 * and edges have the fields of {@link SubgraphFeature} and {@link SubgraphEdge}, without those that are null.
 */
final class SubgraphJson {

    private static final String FORMAT = "steergraph.subgraph";
    private static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private SubgraphJson() {}

    static void write(Subgraph subgraph, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
        root.setAll((ObjectNode) JSON.valueToTree(subgraph));
        byte[] text = JSON.writeValueAsBytes(root);
        AtomicFile.write(file, out -> out.write(text));
    }

    /**
     * Reads an exported subgraph back.
     *
     * @throws UserError if the file is not there, is damaged, or has another format or version
     */
    static Subgraph read(Path file) {
        return FileFault.reading(file, () -> parse(file));
    }

    private static Subgraph parse(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!(root instanceof ObjectNode object)
                    || !FORMAT.equals(root.path("format").asText())) {
                throw new UserError(file + " is no " + FORMAT + " file");
            }
            if (root.path("version").asInt() != VERSION) {
                throw new UserError(file + " has version " + root.path("version") + " of " + FORMAT
                        + ", but only version " + VERSION + " is known; export it again");
            }
            object.remove("format");
            object.remove("version");
            return JSON.treeToValue(object, Subgraph.class);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is damaged: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UserError("the file " + file + " cannot be read; is the name right?", e);
        }
    }
}
