package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes tokenizer.json for folders that are older than it.
 *
 * @see <a href="https://github.com/huggingface/transformers/blob/main/src/transformers/convert_slow_tokenizer.py">transformers:
 *     GPT2Converter and BertConverter</a>
 */
final class LegacyTokenizers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END_OF_TEXT = "<|endoftext|>";
    private static final List<String> BERT = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    private LegacyTokenizers() {}

    /** GPT-2's: bytes as printable characters, merged in the order of merges.txt. */
    static ObjectNode byteLevelBpe(Path folder, JsonNode config) throws IOException {
        boolean prefixSpace = config.path("add_prefix_space").asBoolean(false);
        JsonNode vocabulary = TokenizerFiles.read(folder.resolve("vocab.json"));
        ObjectNode root = root();
        ObjectNode model = root.putObject("model");
        model.put("type", "BPE");
        model.put("continuing_subword_prefix", "");
        model.put("end_of_word_suffix", "");
        model.put("fuse_unk", false);
        model.set("vocab", vocabulary);
        ArrayNode merges = model.putArray("merges");
        List<String> lines = TokenizerFiles.lines(folder.resolve("merges.txt"));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !(i == 0 && line.startsWith("#version"))) {
                merges.add(line);
            }
        }
        byteLevel(root.putObject("pre_tokenizer"), prefixSpace, true);
        byteLevel(root.putObject("post_processor"), true, false);
        byteLevel(root.putObject("decoder"), true, true);
        if (vocabulary.has(END_OF_TEXT)) {
            add(root, vocabulary.get(END_OF_TEXT).asInt(), END_OF_TEXT);
        }
        return root;
    }

    /** BERT's: words by white space and punctuation, cut into the longest pieces that are known. */
    static ObjectNode wordPiece(Path folder, JsonNode config) throws IOException {
        List<String> tokens = TokenizerFiles.lines(folder.resolve("vocab.txt"));
        ObjectNode root = root();
        ObjectNode normalizer = root.putObject("normalizer");
        normalizer.put("type", "BertNormalizer");
        normalizer.put("clean_text", true);
        normalizer.put(
                "handle_chinese_chars", config.path("tokenize_chinese_chars").asBoolean(true));
        JsonNode accents = config.path("strip_accents");
        normalizer.set("strip_accents", accents.isBoolean() ? accents : JSON.nullNode());
        normalizer.put("lowercase", config.path("do_lower_case").asBoolean(true));
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = root.putObject("model");
        model.put("type", "WordPiece");
        model.put("unk_token", "[UNK]");
        model.put("continuing_subword_prefix", "##");
        model.put("max_input_chars_per_word", 100);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id).stripTrailing(), id);
        }
        for (String token : BERT) {
            if (!vocabulary.has(token)) {
                throw new UserError(folder.resolve("vocab.txt") + " has no " + token + "; is it BERT's vocabulary?");
            }
            add(root, vocabulary.get(token).asInt(), token);
        }
        enclose(root, vocabulary.get("[CLS]").asInt(), vocabulary.get("[SEP]").asInt());
        return root;
    }

    private static ObjectNode root() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        root.putArray("added_tokens");
        root.putNull("normalizer");
        return root;
    }

    private static void byteLevel(ObjectNode node, boolean addPrefixSpace, boolean trimOffsets) {
        node.put("type", "ByteLevel");
        node.put("add_prefix_space", addPrefixSpace);
        node.put("trim_offsets", trimOffsets);
        node.put("use_regex", true);
    }

    private static void add(ObjectNode root, int id, String token) {
        ObjectNode added = ((ArrayNode) root.get("added_tokens")).addObject();
        added.put("id", id);
        added.put("content", token);
        added.put("single_word", false);
        added.put("lstrip", false);
        added.put("rstrip", false);
        added.put("normalized", false);
        added.put("special", true);
    }

    /** [CLS] text [SEP]. */
    private static void enclose(ObjectNode root, int cls, int sep) {
        ObjectNode template = root.putObject("post_processor");
        template.put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        special(single, "[CLS]");
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        special(single, "[SEP]");
        ArrayNode pair = template.putArray("pair");
        pair.addAll(single);
        pair.addObject().putObject("Sequence").put("id", "B").put("type_id", 1);
        pair.addObject().putObject("SpecialToken").put("id", "[SEP]").put("type_id", 1);
        ObjectNode tokens = template.putObject("special_tokens");
        define(tokens, "[CLS]", cls);
        define(tokens, "[SEP]", sep);
    }

    private static void special(ArrayNode sequence, String token) {
        sequence.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
    }

    private static void define(ObjectNode tokens, String token, int id) {
        ObjectNode node = tokens.putObject(token);
        node.put("id", token);
        node.putArray("ids").add(id);
        node.putArray("tokens").add(token);
    }
}
