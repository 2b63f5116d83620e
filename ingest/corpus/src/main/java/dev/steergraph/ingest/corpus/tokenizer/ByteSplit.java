package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How byte-level BPE cuts a text into words, which merges never cross, by llama.cpp's name for it.
 *
 * @param pattern of words; null for GPT-2's own
 * @param digits whether each digit is a word, whatever stands beside it
 * @param wholeWords whether a word that is a token is one, though no merges lead there
 * @param bos whether sequences begin with BOS where the file does not say
 * @see <a href="https://github.com/ggml-org/llama.cpp">llama.cpp</a>, {@code llama-vocab.cpp}; the patterns are those of the
 *     models' own tokenizer.json
 */
record ByteSplit(@Nullable String pattern, boolean digits, boolean wholeWords, boolean bos) {

    private static final String REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String SLASH_REST = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String APOSTROPHE = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String WORD = "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SMALL =
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+";
    private static final String LARGE =
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*";

    private static final ByteSplit GPT2 = new ByteSplit(null, false, false, false);
    private static final ByteSplit DIGITS = new ByteSplit(null, true, false, false);
    private static final ByteSplit LLAMA3 = new ByteSplit(APOSTROPHE + WORD + "|\\p{N}{1,3}" + REST, false, true, true);
    private static final ByteSplit SMAUG = new ByteSplit(LLAMA3.pattern, false, false, false);
    private static final ByteSplit QWEN2 = new ByteSplit(APOSTROPHE + WORD + "|\\p{N}" + REST, false, false, false);
    private static final ByteSplit TEKKEN =
            new ByteSplit(SMALL + "|" + LARGE + "|\\p{N}" + SLASH_REST, false, true, true);
    private static final ByteSplit GPT4O = new ByteSplit(
            SMALL + APOSTROPHE + "?|" + LARGE + APOSTROPHE + "?|\\p{N}{1,3}" + SLASH_REST, false, false, false);

    private static final Map<String, ByteSplit> BY_NAME = new HashMap<>();

    static {
        put(
                GPT2,
                "gpt-2",
                "phi-2",
                "mpt",
                "olmo",
                "jais",
                "trillion",
                "jina-es",
                "jina-de",
                "jina-v2-es",
                "jina-v2-de");
        put(DIGITS, "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b");
        put(LLAMA3, "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2");
        put(SMAUG, "smaug-bpe", "dbrx");
        put(QWEN2, "qwen2", "deepseek-r1-qwen", "stablelm2", "megrez", "kormo");
        put(TEKKEN, "tekken");
        put(GPT4O, "gpt-4o", "llama4", "kanana2");
    }

    private static void put(ByteSplit split, String... names) {
        for (String name : names) {
            BY_NAME.put(name, split);
        }
    }

    /** @throws dev.steergraph.core.UserError if the file does not say, or says what is not known */
    static ByteSplit of(GgufVocabulary vocabulary) {
        String name = vocabulary.split();
        if (name == null && vocabulary.architecture().equals("gpt2")) {
            return GPT2;
        }
        ByteSplit split = name == null ? null : BY_NAME.get(name);
        if (split == null) {
            throw GgufTokenizers.refused(
                    vocabulary,
                    name == null
                            ? "it does not say how text is cut into words (tokenizer.ggml.pre)"
                            : "the way in which it cuts text into words (tokenizer.ggml.pre), \"" + name
                                    + "\", is not known");
        }
        return split;
    }

    /** Writes it as the pre_tokenizer of a tokenizer.json. */
    void writeTo(ObjectNode root) {
        ObjectNode sequence = root.putObject("pre_tokenizer");
        sequence.put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        if (digits) {
            steps.addObject().put("type", "Digits").put("individual_digits", true);
        }
        if (pattern != null) {
            ObjectNode split = steps.addObject();
            split.put("type", "Split");
            split.putObject("pattern").put("Regex", pattern);
            split.put("behavior", "Isolated");
            split.put("invert", false);
        }
        ObjectNode bytes = steps.addObject();
        bytes.put("type", "ByteLevel");
        bytes.put("add_prefix_space", false);
        bytes.put("trim_offsets", true);
        bytes.put("use_regex", pattern == null);
    }
}
