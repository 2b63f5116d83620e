package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code documents-00000.jsonl}: a document in each line, numbered through all files of a run. */
final class DocumentLines {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentLines() {}

    /** Adds those of a file to those before. @throws UserError if a line is no document, or not the one that comes next */
    static void read(Path file, List<Document> documents) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is no UTF-8; extract the run again.", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line;
            try {
                line = JSON.readTree(lines.get(i));
            } catch (JsonProcessingException e) {
                throw new UserError(file + ", line " + (i + 1) + ", is not JSON: " + e.getOriginalMessage() + ".", e);
            }
            JsonNode number = line.path("document");
            if (!line.path("text").isTextual() || !number.isMissingNode() && number.asLong(-1) != documents.size()) {
                throw new UserError(file + ", line " + (i + 1) + ", should be document " + documents.size()
                        + " with its text; extract the run again.");
            }
            documents.add(new Document(
                    line.path("id").asText(),
                    line.get("text").textValue(),
                    line.path("category").textValue()));
        }
    }
}
