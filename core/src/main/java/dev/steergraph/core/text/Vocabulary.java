package dev.steergraph.core.text;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each token id stands for, as the vocabulary writes it: {@code ##ing}, {@code Ġthe}, {@code ▁the}. */
public final class Vocabulary {

    /** Above every vocabulary there is; an id beyond it is damage, and would ask for as much memory. */
    private static final int MAX_SIZE = 1 << 24;

    private final String name;
    private final BitSet added = new BitSet();
    private String[] tokens = new String[0];
    private TokenText text = TokenText.SENTENCE_PIECE;

    private Vocabulary(String name) {
        this.name = name;
    }

    /** The same as {@link #parse(byte[], String)}, for a file that has no folder. */
    public static Vocabulary parse(byte[] tokenizerJson) {
        return parse(tokenizerJson, "tokenizer.json");
    }

    /** The vocabulary of a tokenizer.json that lies in a file. @throws UserError if that cannot be read */
    public static Vocabulary read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UserError(file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Reads the vocabulary of a {@code tokenizer.json}: WordPiece and BPE (token to id) or Unigram (a list), and its
     * added tokens.
     *
     * @param name of the file or its folder, for messages
     * @throws UserError if it is damaged
     */
    public static Vocabulary parse(byte[] tokenizerJson, String name) {
        Vocabulary vocabulary = new Vocabulary(name);
        try {
            vocabulary.fill(new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(tokenizerJson));
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserError(name + ": the tokenizer is damaged (" + reason + "); download it again.", e);
        }
        return vocabulary;
    }

    private void fill(JsonNode root) {
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isEmpty()) {
            throw new UserError(
                    "tokenizer.json has no vocabulary at model.vocab; is it a Hugging Face fast tokenizer? (" + name
                            + ")");
        }
        tokens = new String[vocabulary.size()];
        if (vocabulary.isArray()) {
            for (int id = 0; id < tokens.length; id++) {
                tokens[id] = text(vocabulary.get(id).path(0), "piece " + id);
            }
        } else {
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                put(entry.getValue(), entry.getKey());
            }
        }
        text = TokenText.of(tokens);
        for (JsonNode token : root.path("added_tokens")) {
            String content = text(token.path("content"), "an added token");
            int id = put(token.path("id"), content);
            // One that is in the model's vocabulary as well is written as that writes its tokens.
            added.set(id, !vocabulary.has(content));
        }
    }

    /** The token of an id; ids outside the vocabulary print as {@code <id>}. */
    public String token(int id) {
        return id >= 0 && id < tokens.length && tokens[id] != null ? tokens[id] : "<" + id + ">";
    }

    /** The same as it stands in a text, with the space before it: {@code ing}, {@code " the"}. */
    public String text(int id) {
        // An added token stands for itself: its letters are no bytes, and it has no marks.
        if (id >= 0 && added.get(id)) {
            return text == TokenText.WORD_PIECE ? " " + token(id) : token(id);
        }
        return text.of(token(id));
    }

    /** Whether a token was added to a model's vocabulary, and so stands for itself. */
    public boolean isAdded(int id) {
        return id >= 0 && added.get(id);
    }

    /** Whether tokens are bytes, so that one may hold a part of a character. */
    public boolean isBytes() {
        return text == TokenText.BYTES;
    }

    /** What to fill up sequences with: the token for it, else the end of a text, else 0. */
    public int padding() {
        for (String token : new String[] {"[PAD]", "<pad>", "<|endoftext|>", "</s>", "<eos>"}) {
            Integer id = id(token);
            if (id != null) {
                return id;
            }
        }
        return 0;
    }

    /** The id of a token; null if the vocabulary has it not, or the token is null. */
    public @Nullable Integer id(@Nullable String token) {
        int id = token == null ? -1 : Arrays.asList(tokens).indexOf(token);
        return id < 0 ? null : id;
    }

    /** @return the id */
    private int put(JsonNode number, String token) {
        if (!number.isInt() || number.asInt() < 0 || number.asInt() >= MAX_SIZE) {
            String written = number.toString();
            throw new UserError(name + ": the tokenizer gives \"" + shortened(token) + "\" the id " + shortened(written)
                    + "; ids are whole numbers from 0 to " + (MAX_SIZE - 1) + ".");
        }
        int id = number.asInt();
        if (id >= tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(id + 1, tokens.length + tokens.length / 8));
        }
        tokens[id] = token;
        return id;
    }

    private String text(JsonNode token, String what) {
        if (!token.isTextual()) {
            throw new UserError(name + ": in the tokenizer " + what + " is no text; download it again.");
        }
        return token.asText();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
