package dev.steergraph.core.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each token id stands for, as the vocabulary writes it: {@code ##ing}, {@code Ġthe}, {@code ▁the}. */
public final class Vocabulary {

    private final String[] tokens;
    private final TokenText text;

    private Vocabulary(String[] tokens) {
        this.tokens = tokens;
        text = TokenText.of(tokens);
    }

    /**
     * Reads the vocabulary of a {@code tokenizer.json}: WordPiece and BPE (token to id) or Unigram (a list), and its
     * added tokens.
     */
    public static Vocabulary parse(byte[] tokenizerJson) throws IOException {
        JsonNode root = new ObjectMapper().readTree(tokenizerJson);
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isEmpty()) {
            throw new UserError(
                    "tokenizer.json has no vocabulary at model.vocab; is it a Hugging Face fast tokenizer?");
        }
        String[] tokens = new String[vocabulary.size()];
        if (vocabulary.isArray()) {
            for (int id = 0; id < tokens.length; id++) {
                tokens[id] = vocabulary.get(id).get(0).asText();
            }
        } else {
            for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
                tokens = put(tokens, entry.getValue().asInt(), entry.getKey());
            }
        }
        for (JsonNode added : root.path("added_tokens")) {
            tokens = put(tokens, added.path("id").asInt(), added.path("content").asText());
        }
        return new Vocabulary(tokens);
    }

    /** The token of an id; ids outside the vocabulary print as {@code <id>}. */
    public String token(int id) {
        return id >= 0 && id < tokens.length && tokens[id] != null ? tokens[id] : "<" + id + ">";
    }

    /** The same as it stands in a text, with the space before it: {@code ing}, {@code " the"}. */
    public String text(int id) {
        return text.of(token(id));
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

    private static String[] put(String[] tokens, int id, String token) {
        String[] room = id < tokens.length ? tokens : Arrays.copyOf(tokens, id + 1);
        room[id] = token;
        return room;
    }
}
