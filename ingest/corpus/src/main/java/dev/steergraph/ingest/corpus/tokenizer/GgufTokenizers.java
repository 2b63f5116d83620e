package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes tokenizer.json for GGUF files, which have what it says under names of their own.
 *
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code gguf_tokenizer_mapping.py}
 */
final class GgufTokenizers {

    /** ggml's numbers of the types of tokens. */
    private static final int CONTROL = 3;

    private static final int USER_DEFINED = 4;

    /** Of a reason in a message, characters. */
    private static final int SHOWN = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GgufVocabulary vocabulary;
    private final List<String> tokens;
    private final ObjectNode root = JSON.createObjectNode();
    private final Set<Integer> added = new HashSet<>();

    private GgufTokenizers(GgufVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        List<String> given = vocabulary.tokens();
        if (given == null || given.isEmpty()) {
            throw refused(vocabulary, "it has no tokens");
        }
        tokens = given;
        for (Map.Entry<String, Integer> role : vocabulary.roles().entrySet()) {
            if (role.getValue() >= tokens.size()) {
                throw refused(
                        vocabulary,
                        "its " + role.getKey() + " token has the id " + role.getValue() + ", and it has "
                                + tokens.size() + " tokens");
            }
        }
    }

    static UserError refused(GgufVocabulary vocabulary, String why) {
        String line = why.replaceAll("\\p{Cntrl}", "?");
        String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        return new UserError("The tokenizer of " + vocabulary.name() + " cannot be rebuilt: " + shown
                        + "; give the tokenizer of the model that the file was made from.")
                .in("tokenizer");
    }

    /** A tokenizer.json, with the tokens that have a role. */
    record Made(ObjectNode root, Map<String, String> roles, boolean addBos, boolean addEos) {}

    /** @throws UserError if the tokenizer cannot be rebuilt */
    static Made of(GgufVocabulary vocabulary) {
        return new GgufTokenizers(vocabulary).make();
    }

    private Made make() {
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        addTokens(root.putArray("added_tokens"));
        boolean begun =
                switch (Objects.requireNonNullElse(vocabulary.kind(), "")) {
                    case "gpt2" -> byteLevel();
                    case "llama" -> sentencePiece();
                    default ->
                        throw refused(
                                vocabulary,
                                vocabulary.kind() == null
                                        ? "it does not say of what kind it is (tokenizer.ggml.model)"
                                        : "it is of the kind \"" + vocabulary.kind()
                                                + "\", and gpt2 and llama can be rebuilt");
                };
        Map<String, String> roles = new TreeMap<>();
        vocabulary
                .roles()
                .forEach((role, id) ->
                        roles.put(Objects.requireNonNull(GgufVocabulary.ROLES.get(role)), tokens.get(id)));
        boolean addBos = Objects.requireNonNullElse(vocabulary.addBos(), begun);
        if (addBos && !vocabulary.roles().containsKey("bos")) {
            throw refused(vocabulary, "sequences begin with BOS, and it does not say which token that is");
        }
        return new Made(root, roles, addBos, Objects.requireNonNullElse(vocabulary.addEos(), false));
    }

    /** Tokens that are found as a whole: control tokens and those with a role, which are special, and the user's. */
    private void addTokens(ArrayNode list) {
        List<Number> types = vocabulary.types();
        if (types != null && types.size() != tokens.size()) {
            throw refused(vocabulary, "it has " + tokens.size() + " tokens and " + types.size() + " types of tokens");
        }
        boolean gemma = isGemma();
        for (int id = 0; id < tokens.size(); id++) {
            int type = types == null ? 0 : types.get(id).intValue();
            boolean special = type == CONTROL || vocabulary.roles().containsValue(id);
            String token = tokens.get(id);
            if (token.isEmpty() || !special && (type != USER_DEFINED || gemma && isSpaces(token))) {
                continue;
            }
            added.add(id);
            ObjectNode entry = list.addObject();
            entry.put("id", id);
            entry.put("content", token);
            entry.put("single_word", false);
            entry.put("lstrip", false);
            entry.put("rstrip", false);
            entry.put("normalized", false);
            entry.put("special", special);
        }
    }

    /** @return whether sequences begin with BOS where the file does not say */
    private boolean byteLevel() {
        ByteSplit split = ByteSplit.of(vocabulary);
        List<String> merges = vocabulary.merges();
        if (merges == null) {
            throw refused(vocabulary, "it has no merges");
        }
        root.putNull("normalizer");
        split.writeTo(root);
        root.putNull("post_processor");
        root.putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
        ObjectNode model = root.putObject("model");
        model.put("type", "BPE");
        model.put("continuing_subword_prefix", "");
        model.put("end_of_word_suffix", "");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", split.wholeWords());
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(added.contains(id) ? tokens.get(id) : ByteLetters.spelled(tokens.get(id)), id);
        }
        putVocabulary(model, ids);
        ArrayNode list = model.putArray("merges");
        for (String merge : merges) {
            String[] pair = merge.split(" ", -1);
            requireMerge(pair, ids, merge);
            list.add(merge);
        }
        return split.bos();
    }

    private void requireMerge(String[] pair, Map<String, Integer> ids, String merge) {
        if (pair.length != 2
                || !ids.containsKey(pair[0])
                || !ids.containsKey(pair[1])
                || !ids.containsKey(pair[0] + pair[1])) {
            throw refused(vocabulary, "its merge \"" + merge + "\" is not one of two tokens into a third");
        }
    }

    private boolean isGemma() {
        return vocabulary.architecture().startsWith("gemma");
    }

    private static boolean isSpaces(String token) {
        return token.contains(" ") && token.isBlank();
    }

    /** @return whether sequences begin with BOS where the file does not say */
    private boolean sentencePiece() {
        boolean gemma = isGemma();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            ids.put(gemma && isSpaces(token) ? "▁".repeat(token.length()) : token, id);
        }
        if (gemma) {
            ofGemma();
        } else {
            ofLlama(!Boolean.FALSE.equals(vocabulary.addSpace()));
        }
        ObjectNode model = root.putObject("model");
        model.put("type", "BPE");
        Integer unknown = vocabulary.roles().get("unknown");
        if (unknown != null) {
            model.put("unk_token", tokens.get(unknown));
        }
        model.put("fuse_unk", true);
        model.put("byte_fallback", true);
        putVocabulary(model, ids);
        ArrayNode list = model.putArray("merges");
        for (String[] pair : pieces(ids, gemma)) {
            list.addArray().add(pair[0]).add(pair[1]);
        }
        return true;
    }

    private List<String[]> pieces(Map<String, Integer> ids, boolean gemma) {
        List<String> merges = vocabulary.merges();
        if (merges != null) {
            return merges.stream()
                    .map(merge -> {
                        String[] pair = merge.split(" ", -1);
                        requireMerge(pair, ids, merge);
                        return pair;
                    })
                    .toList();
        }
        // Gemma's scores are not in the order of its merges; that of its tokens is.
        Map<String, Double> merit = new HashMap<>();
        List<Number> scores = vocabulary.scores();
        if (!gemma && (scores == null || scores.size() != tokens.size())) {
            throw refused(vocabulary, "it has no merges, and not a score for each token");
        }
        for (Map.Entry<String, Integer> token : ids.entrySet()) {
            int id = token.getValue();
            merit.put(
                    token.getKey(),
                    gemma || scores == null ? -id : scores.get(id).doubleValue());
        }
        return DerivedMerges.of(ids, token -> Objects.requireNonNull(merit.get(token)));
    }

    /** @param spaced whether the first word is marked though no space stands before it */
    private void ofLlama(boolean spaced) {
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "Metaspace")
                .put("replacement", "▁")
                .put("prepend_scheme", spaced ? "first" : "never")
                .put("split", false);
        ArrayNode decoders = decoders();
        if (spaced) {
            decoders.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
    }

    private void ofGemma() {
        ObjectNode normalizer = root.putObject("normalizer");
        normalizer.put("type", "Replace");
        normalizer.putObject("pattern").put("String", " ");
        normalizer.put("content", "▁");
        ObjectNode split = root.putObject("pre_tokenizer");
        split.put("type", "Split");
        split.putObject("pattern").put("String", " ");
        split.put("behavior", "MergedWithPrevious");
        split.put("invert", false);
        decoders();
    }

    private ArrayNode decoders() {
        root.putNull("post_processor");
        ObjectNode decoder = root.putObject("decoder");
        decoder.put("type", "Sequence");
        ArrayNode decoders = decoder.putArray("decoders");
        ObjectNode replace = decoders.addObject();
        replace.put("type", "Replace");
        replace.putObject("pattern").put("String", "▁");
        replace.put("content", " ");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        return decoders;
    }

    private static void putVocabulary(ObjectNode model, Map<String, Integer> ids) {
        ObjectNode vocabulary = model.putObject("vocab");
        ids.forEach(vocabulary::put);
    }
}
