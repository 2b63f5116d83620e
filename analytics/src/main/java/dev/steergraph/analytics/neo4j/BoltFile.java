package dev.steergraph.analytics.neo4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.OwnerOnly;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code neo4j-bolt.json}: which process runs the database of a home, and where its Bolt listens.
 *
 * @param pid the process that wrote it
 * @param uri such as {@code bolt://127.0.0.1:7687}
 */
record BoltFile(long pid, URI uri) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path file) throws IOException {
        byte[] text = JSON.writeValueAsBytes(Map.of("pid", pid, "uri", uri.toString()));
        AtomicFile.writePath(file, temporary -> {
            Files.createFile(temporary, OwnerOnly.newFile());
            Files.write(temporary, text);
        });
    }

    /** The file's content if it is there, can be read, and its process lives. A stale file is as good as none. */
    static Optional<BoltFile> ofLivingProcess(Path file) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
        long pid = node.path("pid").asLong(-1);
        String uri = node.path("uri").asText();
        // The address is always ours; anything else was not written by us and gets no password sent to it.
        boolean ours = uri.matches("bolt://127\\.0\\.0\\.1:\\d{1,5}");
        boolean lives =
                pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        return ours && lives ? Optional.of(new BoltFile(pid, URI.create(uri))) : Optional.empty();
    }
}
