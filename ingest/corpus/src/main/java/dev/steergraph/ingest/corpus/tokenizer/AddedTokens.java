package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are found in a text as a whole: those of tokenizer.json, of {@code added_tokens_decoder} in
 * tokenizer_config.json or else of added_tokens.json, and those that have a role and are in the vocabulary.
 */
final class AddedTokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String vocabularyFile;
    private final ObjectNode root;
    private final TreeMap<Integer, ObjectNode> tokens = new TreeMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private boolean changed;

    /**
     * @param vocabularyFile what the vocabulary was read from, for messages
     * @param root tokenizer.json, whose added tokens these are
     */
    AddedTokens(Path folder, String vocabularyFile, ObjectNode root) {
        this.folder = folder;
        this.vocabularyFile = vocabularyFile;
        this.root = root;
        for (JsonNode token : root.path("added_tokens")) {
            if (token instanceof ObjectNode object) {
                tokens.put(token.path("id").asInt(), object);
                ids.put(token.path("content").asText(), token.path("id").asInt());
            }
        }
    }

    /** Takes over {@code added_tokens_decoder}, an object from id to token. */
    void addDecoder(JsonNode decoder) {
        for (Map.Entry<String, JsonNode> entry : decoder.properties()) {
            JsonNode token = entry.getValue();
            if (!entry.getKey().matches("\\d{1,9}") || !token.path("content").isTextual()) {
                throw new UserError(folder + ": added_tokens_decoder of tokenizer_config.json has at \""
                        + entry.getKey() + "\" no token with its content.");
            }
            put("tokenizer_config.json", Integer.parseInt(entry.getKey()), token);
        }
    }

    /** Takes over added_tokens.json, an object from token to id. @param roles tokens that have a role, which are special */
    void addFile(JsonNode file, Iterable<String> roles) {
        for (Map.Entry<String, JsonNode> entry : file.properties()) {
            if (!entry.getValue().isInt() || entry.getValue().asInt() < 0) {
                throw new UserError(folder + ": added_tokens.json gives \"" + entry.getKey() + "\" the id "
                        + entry.getValue() + "; ids are whole numbers.");
            }
            boolean special = false;
            for (String role : roles) {
                special |= role.equals(entry.getKey());
            }
            int id = entry.getValue().asInt();
            // What tokenizer.json says of the same token is newer.
            if (!ids.containsKey(entry.getKey())) {
                put("added_tokens.json", id, token(entry.getKey(), special));
            }
        }
    }

    /** A token with a role, if the vocabulary has it. */
    void addRole(String content) {
        Integer id = vocabularyId(content);
        if (id != null && !ids.containsKey(content)) {
            put(vocabularyFile, id, token(content, true));
        }
    }

    /** Writes them back, if there are new ones. @return whether there are */
    boolean write() {
        if (changed) {
            ArrayNode list = root.putArray("added_tokens");
            tokens.values().forEach(list::add);
        }
        return changed;
    }

    private void put(String file, int id, JsonNode given) {
        String content = given.path("content").asText();
        Integer known = ids.containsKey(content) ? ids.get(content) : vocabularyId(content);
        JsonNode other = tokens.getOrDefault(id, token(content, false)).path("content");
        if (known != null && known != id) {
            throw contradiction(file, content, id, "it has the id " + known);
        }
        if (!other.asText().equals(content)) {
            throw contradiction(file, content, id, "\"" + other.asText() + "\" has that id");
        }
        ObjectNode token = JSON.createObjectNode();
        token.put("id", id);
        token.put("content", content);
        for (String flag : new String[] {"single_word", "lstrip", "rstrip"}) {
            token.put(flag, given.path(flag).asBoolean(false));
        }
        boolean special = given.path("special").asBoolean(false);
        token.put("normalized", given.path("normalized").asBoolean(!special));
        token.put("special", special);
        ids.put(content, id);
        if (!token.equals(tokens.put(id, token))) {
            changed = true;
        }
    }

    private UserError contradiction(String file, String content, int id, String elsewhere) {
        return new UserError(folder + ": the added token \"" + content + "\" has the id " + id + " in " + file + "; in "
                + vocabularyFile + " " + elsewhere + ".");
    }

    private @Nullable Integer vocabularyId(String content) {
        JsonNode vocabulary = root.path("model").path("vocab");
        if (!vocabulary.isArray()) {
            return vocabulary.path(content).isInt() ? vocabulary.get(content).asInt() : null;
        }
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.get(id).path(0).asText().equals(content)) {
                return id;
            }
        }
        return null;
    }

    private static ObjectNode token(String content, boolean special) {
        ObjectNode token = JSON.createObjectNode();
        token.put("content", content);
        token.put("special", special);
        return token;
    }
}
