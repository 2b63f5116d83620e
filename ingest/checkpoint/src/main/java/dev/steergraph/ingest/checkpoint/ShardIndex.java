package dev.steergraph.ingest.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code index.json} beside a checkpoint of several files: which tensor is in which.
 *
 * @param file the index
 * @param shards file name by tensor name
 */
public record ShardIndex(Path file, Map<String, String> shards) {

    /**
     * Reads an index.
     *
     * @throws UserError if it is no index, or names a file outside its folder
     */
    public static ShardIndex read(Path file) {
        return FileFault.reading(file, () -> parse(file));
    }

    private static ShardIndex parse(Path file) throws IOException {
        JsonNode map;
        try {
            map = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(file.toFile())
                    .path("weight_map");
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is not JSON; fetch it again.", e);
        }
        Map<String, String> shards = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asText();
            if (!shard.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
                throw new UserError(file + " says that tensor \"" + entry.getKey() + "\" is in \"" + shard
                        + "\", which is not the plain name of a file beside it.");
            }
            shards.put(entry.getKey(), shard);
        }
        if (shards.isEmpty()) {
            throw new UserError(file + " has no weight_map that says which tensor is in which file.");
        }
        return new ShardIndex(file, shards);
    }

    /** Names of the files, each once, sorted. */
    public Set<String> files() {
        return new TreeSet<>(shards.values());
    }

    Map<String, StoredTensor> tensors() throws IOException {
        Map<String, Map<String, StoredTensor>> opened = new LinkedHashMap<>();
        for (String shard : files()) {
            Path path = file.resolveSibling(shard);
            if (!Files.isRegularFile(path)) {
                throw new UserError(path + " is missing; " + file.getFileName() + " counts it among the "
                        + files().size() + " files of the checkpoint.");
            }
            opened.put(shard, TensorFile.read(path));
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : shards.entrySet()) {
            StoredTensor tensor =
                    opened.getOrDefault(entry.getValue(), Map.of()).get(entry.getKey());
            if (tensor == null) {
                throw new UserError(file + " says that tensor \"" + entry.getKey() + "\" is in " + entry.getValue()
                        + ", which does not have it.");
            }
            tensors.put(entry.getKey(), tensor);
        }
        return tensors;
    }
}
