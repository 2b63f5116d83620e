package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Text files with a document in each line; {@code .jsonl} lines carry it in their field {@code text}. */
public record TextFiles(List<Path> files) implements Corpus {

    private static final ObjectMapper JSON = new ObjectMapper();

    public TextFiles {
        files = List.copyOf(files);
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new UserError("Corpus file " + file + " cannot be read; check the path given to --corpus.");
            }
        }
    }

    @Override
    public String name() {
        return String.join(",", files.stream().map(Path::toString).toList());
    }

    @Override
    public Stream<Document> documents() {
        return files.stream().flatMap(TextFiles::read);
    }

    private static Stream<Document> read(Path file) {
        try {
            boolean json = file.getFileName().toString().endsWith(".jsonl");
            return Files.lines(file)
                    .filter(line -> !line.isBlank())
                    .map(line -> json ? parse(file, line) : new Document(line.strip(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document parse(Path file, String line) {
        try {
            JsonNode node = JSON.readTree(line);
            JsonNode text = node.path("text");
            if (!text.isTextual()) {
                throw new UserError(file + ": a line has no field \"text\"; every line needs one.");
            }
            return new Document(text.asText(), node.path("category").textValue());
        } catch (JsonProcessingException e) {
            throw new UserError(file + ": a line is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }
}
