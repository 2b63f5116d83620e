package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model folder says of its tokenizer: {@code tokenizer.json}, or what older folders have in its place, with what
 * {@code tokenizer_config.json}, {@code special_tokens_map.json} and {@code added_tokens.json} say besides.
 *
 * <p>Fields of tokenizer_config.json that transformers' class of the tokenizer honours decide over tokenizer.json.
 */
public final class TokenizerFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String name;
    private final byte[] json;
    private final Map<String, String> specialTokens;
    private final @Nullable Boolean addBos;
    private final boolean addEos;
    private final boolean old;
    private final int modelTokens;
    private final List<String> notes;
    private final @Nullable String chatTemplate;

    private TokenizerFiles(
            String name,
            byte[] json,
            Map<String, String> specialTokens,
            JsonNode config,
            boolean old,
            int modelTokens,
            List<String> notes,
            @Nullable String chatTemplate) {
        this.chatTemplate = chatTemplate;
        this.name = name;
        this.json = json;
        this.specialTokens = specialTokens;
        addBos = config.path("add_bos_token").isBoolean()
                ? config.path("add_bos_token").asBoolean()
                : null;
        addEos = old && config.path("add_eos_token").asBoolean(false);
        this.old = old;
        this.modelTokens = modelTokens;
        this.notes = List.copyOf(notes);
    }

    /** A tokenizer of which only its tokenizer.json is known. */
    public static TokenizerFiles of(byte[] tokenizerJson) {
        return new TokenizerFiles(
                "tokenizer.json",
                tokenizerJson,
                Map.of(),
                JSON.createObjectNode(),
                false,
                Integer.MAX_VALUE,
                List.of(),
                null);
    }

    /**
     * The tokenizer in a GGUF file.
     *
     * @param modelTokens that the model knows
     * @param chatTemplate of the file; null for none
     * @throws UserError if it cannot be rebuilt
     */
    public static TokenizerFiles of(GgufVocabulary vocabulary, int modelTokens, @Nullable String chatTemplate)
            throws IOException {
        GgufTokenizers.Made made = GgufTokenizers.of(vocabulary);
        ObjectNode config = JSON.createObjectNode();
        config.put("add_bos_token", made.addBos());
        config.put("add_eos_token", made.addEos());
        return new TokenizerFiles(
                vocabulary.name(),
                JSON.writeValueAsBytes(made.root()),
                made.roles(),
                config,
                true,
                modelTokens,
                List.of(),
                chatTemplate);
    }

    /**
     * The tokenizer that is named in the place of a model's own: a folder of its files, or a tokenizer.json.
     *
     * @param modelTokens that the model knows
     * @throws UserError if there is none, or it cannot be read
     */
    public static TokenizerFiles given(Path path, int modelTokens) throws IOException {
        if (Files.isDirectory(path)) {
            return of(path).limited(modelTokens);
        }
        byte[] json = bytes(path);
        object(path, json);
        return new TokenizerFiles(
                path.toString(), json, Map.of(), JSON.createObjectNode(), false, modelTokens, List.of(), null);
    }

    private TokenizerFiles limited(int tokens) {
        ObjectNode config = JSON.createObjectNode();
        if (addBos != null) {
            config.put("add_bos_token", addBos);
        }
        config.put("add_eos_token", addEos);
        return new TokenizerFiles(name, json, specialTokens, config, old, tokens, notes, chatTemplate);
    }

    /**
     * Reads tokenizer.json; else makes one of vocab.json and merges.txt (byte-level BPE, as GPT-2's) or of vocab.txt
     * (WordPiece, as BERT's).
     *
     * @throws UserError if the folder has none of these, or one that cannot be read, or if they contradict each other
     */
    public static TokenizerFiles of(Path folder) throws IOException {
        JsonNode config = read(folder.resolve("tokenizer_config.json"));
        if (config.path("split_special_tokens").asBoolean(false)) {
            throw new UserError(folder.resolve("tokenizer_config.json")
                    + " says split_special_tokens, which is not implemented; special tokens are found as a whole.");
        }
        JsonNode map = read(folder.resolve("special_tokens_map.json"));
        boolean decoder = config.path("added_tokens_decoder").isObject();
        Map<String, String> special = new TreeMap<>();
        // As in transformers 5, the map counts where the tokens are not described one by one.
        roles(decoder ? map : config, special);
        roles(decoder ? config : map, special);
        Path file = folder.resolve("tokenizer.json");
        boolean old = !Files.exists(file);
        byte[] written = old ? new byte[0] : bytes(file);
        ObjectNode root = old ? old(folder, config) : object(file, written);
        List<String> notes = new ArrayList<>();
        JsonNode model = read(folder.resolve("config.json"));
        boolean changed = configure(folder, root, config, model, notes);
        changed |= Dropout.switchOff(root, notes);
        AddedTokens added = new AddedTokens(folder, old ? sources(folder) : "tokenizer.json", root);
        if (decoder) {
            added.addDecoder(config.get("added_tokens_decoder"));
        } else {
            added.addFile(read(folder.resolve("added_tokens.json")), special.values());
        }
        special.values().forEach(added::addRole);
        changed |= added.write();
        return new TokenizerFiles(
                old ? folder + ", made of " + sources(folder) + "," : file.toString(),
                changed || old ? JSON.writeValueAsBytes(root) : written,
                special,
                config,
                old,
                model.path("vocab_size").asInt(Integer.MAX_VALUE),
                notes,
                chatTemplate(folder, config));
    }

    /** A file of its own goes before what tokenizer_config.json says, of which there may be several, by name. */
    private static @Nullable String chatTemplate(Path folder, JsonNode config) {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return new String(bytes(file), StandardCharsets.UTF_8);
        }
        JsonNode said = config.path("chat_template");
        if (said.isArray()) {
            for (JsonNode one : said) {
                if (one.path("name").asText().equals("default")) {
                    return one.path("template").asText(null);
                }
            }
        }
        return said.isTextual() ? said.asText() : null;
    }

    /** How chats are written, as a template; null if nothing says it. */
    @Nullable
    String chatTemplate() {
        return chatTemplate;
    }

    /** The content of tokenizer.json, with everything that the other files say about it. */
    public byte[] json() {
        return json.clone();
    }

    /** What the person at the keyboard should know, in sentences. */
    List<String> notes() {
        return notes;
    }

    /** Where they lie, for messages. */
    String name() {
        return name;
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

    /** Whether sequences end with EOS though no template says so: of folders without tokenizer.json. */
    boolean addEos() {
        return addEos;
    }

    /** Tokens that the model knows, by config.json. */
    int modelTokens() {
        return modelTokens;
    }

    /** Whether the folder has no tokenizer.json. */
    boolean isOld() {
        return old;
    }

    /** @return whether tokenizer.json is another now */
    private static boolean configure(
            Path folder, ObjectNode root, JsonNode config, JsonNode model, List<String> notes) {
        TokenizerClass kind = TokenizerClass.of(config, model, Pipeline.isByteLevel(root));
        JsonNode before = root.deepCopy();
        Pipeline pipeline = new Pipeline(root, config, kind);
        pipeline.configure();
        String difference = pipeline.difference();
        if (difference != null) {
            notes.add("The tokenizer of " + folder + " keeps " + difference + "; tokenizer.json is followed.");
        }
        return !root.equals(before);
    }

    /** Of which files a tokenizer without tokenizer.json is made. */
    private static String sources(Path folder) {
        return Files.exists(folder.resolve("merges.txt")) ? "vocab.json and merges.txt" : "vocab.txt";
    }

    private static ObjectNode old(Path folder, JsonNode config) throws IOException {
        if (Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"))) {
            return LegacyTokenizers.byteLevelBpe(folder, config);
        }
        if (Files.exists(folder.resolve("vocab.txt"))) {
            return LegacyTokenizers.wordPiece(folder, config);
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

    /** An object; an empty one if there is no such file. */
    static ObjectNode read(Path file) throws IOException {
        return Files.exists(file) ? object(file, bytes(file)) : JSON.createObjectNode();
    }

    /** Lines of UTF-8 text. */
    static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not UTF-8 text; download it again.", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserError unreadable(Path file, IOException e) {
        return new UserError(file + " cannot be read (" + e.getMessage() + ").", e);
    }

    private static ObjectNode object(Path file, byte[] bytes) {
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new UserError(file + " is JSON, but no object; download it again.");
        } catch (JsonProcessingException e) {
            throw notJson(file, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw notJson(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static UserError notJson(Path file, String reason, IOException e) {
        return new UserError(
                file + " is not JSON (" + reason.lines().findFirst().orElse("") + "); download it again.", e);
    }
}
