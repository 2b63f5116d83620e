package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model folder says of its tokenizer: {@code tokenizer.json}, or what older folders have in its place, and the
 * special tokens of {@code tokenizer_config.json} and {@code special_tokens_map.json}.
 */
public final class TokenizerFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] json;
    private final Map<String, String> specialTokens;
    private final @Nullable Boolean addBos;

    private TokenizerFiles(byte[] json, Map<String, String> specialTokens, @Nullable Boolean addBos) {
        this.json = json;
        this.specialTokens = specialTokens;
        this.addBos = addBos;
    }

    /** A tokenizer of which only its tokenizer.json is known. */
    public static TokenizerFiles of(byte[] tokenizerJson) {
        return new TokenizerFiles(tokenizerJson, Map.of(), null);
    }

    /**
     * Reads tokenizer.json; else makes one of vocab.json and merges.txt (byte-level BPE, as GPT-2's) or of vocab.txt
     * (WordPiece, as BERT's).
     *
     * @throws UserError if the folder has none of these, or one that cannot be read
     */
    public static TokenizerFiles of(Path folder) throws IOException {
        JsonNode config = read(folder.resolve("tokenizer_config.json"));
        Map<String, String> special = new TreeMap<>();
        roles(read(folder.resolve("special_tokens_map.json")), special);
        roles(config, special);
        JsonNode addBos = config.path("add_bos_token");
        return new TokenizerFiles(json(folder, config), special, addBos.isBoolean() ? addBos.asBoolean() : null);
    }

    /** The content of tokenizer.json. */
    public byte[] json() {
        return json.clone();
    }

    /** Tokens by role, such as {@code bos_token}; only those that are named. */
    Map<String, String> specialTokens() {
        return specialTokens;
    }

    /** Whether sequences begin with BOS; null where that is not said. */
    @Nullable
    Boolean addBos() {
        return addBos;
    }

    private static byte[] json(Path folder, JsonNode config) throws IOException {
        if (Files.exists(folder.resolve("tokenizer.json"))) {
            return Files.readAllBytes(folder.resolve("tokenizer.json"));
        }
        if (Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"))) {
            return JSON.writeValueAsBytes(LegacyTokenizers.byteLevelBpe(folder, config));
        }
        if (Files.exists(folder.resolve("vocab.txt"))) {
            return JSON.writeValueAsBytes(LegacyTokenizers.wordPiece(folder, config));
        }
        throw new UserError("Model folder " + folder + " has no tokenizer: tokenizer.json, vocab.json with merges.txt,"
                + " or vocab.txt is needed"
                + (Files.exists(folder.resolve("tokenizer.model"))
                        ? "; tokenizer.model (SentencePiece) must be converted, as transformers' save_pretrained does."
                        : "."));
    }

    /** Tokens are strings, or objects whose content is the token. */
    private static void roles(JsonNode file, Map<String, String> special) {
        for (Map.Entry<String, JsonNode> entry : file.properties()) {
            JsonNode token = entry.getValue().isObject() ? entry.getValue().path("content") : entry.getValue();
            if (entry.getKey().endsWith("_token") && token.isTextual()) {
                special.put(entry.getKey(), token.asText());
            }
        }
    }

    static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + " is not JSON ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "); download it again.",
                    e);
        }
    }
}
