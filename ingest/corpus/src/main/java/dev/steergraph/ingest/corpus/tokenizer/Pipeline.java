package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tokenizer.json does to a text before its model sees it, with the fields of tokenizer_config.json that its class
 * honours: a field that is there decides over tokenizer.json; where it is not, tokenizer.json does.
 */
final class Pipeline {

    private final ObjectNode root;
    private final JsonNode config;
    private final TokenizerClass kind;

    /** @param root tokenizer.json, which is changed */
    Pipeline(ObjectNode root, JsonNode config, TokenizerClass kind) {
        this.root = root;
        this.config = config;
        this.kind = kind;
    }

    /** Whether any of tokenizer.json's steps works on bytes. */
    static boolean isByteLevel(JsonNode root) {
        return !steps(root.path("pre_tokenizer"), "ByteLevel").isEmpty()
                || !steps(root.path("decoder"), "ByteLevel").isEmpty();
    }

    void configure() {
        switch (kind) {
            case BERT -> bert();
            case GPT2, GPT_NEOX -> {
                for (ObjectNode step : steps(root.path("pre_tokenizer"), "ByteLevel")) {
                    set(step, "add_prefix_space", "add_prefix_space");
                }
            }
            case LLAMA -> llama();
            case GEMMA, FILE -> {}
        }
    }

    /** What transformers 5 would do otherwise, since it builds the class anew; null if nothing. */
    @Nullable
    String difference() {
        return switch (kind) {
            case BERT -> bertDifference();
            case GPT2, GPT_NEOX -> {
                List<String> expected = kind == TokenizerClass.GPT2 ? List.of() : List.of("NFC");
                yield types(root.path("normalizer")).equals(expected)
                                && types(root.path("pre_tokenizer")).equals(List.of("ByteLevel"))
                        ? null
                        : "its normalizer and pre_tokenizer, which transformers 5 replaces";
            }
            case LLAMA ->
                types(root.path("pre_tokenizer")).equals(List.of("Metaspace"))
                        ? null
                        : "its way to mark the first word, which transformers 5 replaces by that of legacy=false";
            case GEMMA, FILE -> null;
        };
    }

    private void bert() {
        boolean any =
                config.has("do_lower_case") || config.has("strip_accents") || config.has("tokenize_chinese_chars");
        if (!any) {
            return;
        }
        if (!types(root.path("normalizer")).equals(List.of("BertNormalizer"))) {
            ObjectNode normalizer = root.putObject("normalizer");
            normalizer.put("type", "BertNormalizer");
            normalizer.put("clean_text", true);
            normalizer.put("handle_chinese_chars", true);
            normalizer.putNull("strip_accents");
            normalizer.put("lowercase", true);
        }
        ObjectNode normalizer = steps(root.path("normalizer"), "BertNormalizer").get(0);
        set(normalizer, "lowercase", "do_lower_case");
        set(normalizer, "handle_chinese_chars", "tokenize_chinese_chars");
        if (config.path("strip_accents").isNull()) {
            normalizer.putNull("strip_accents");
        }
        set(normalizer, "strip_accents", "strip_accents");
    }

    private @Nullable String bertDifference() {
        List<ObjectNode> normalizers = steps(root.path("normalizer"), "BertNormalizer");
        if (normalizers.isEmpty()) {
            return "its normalizer, which transformers 5 replaces";
        }
        JsonNode normalizer = normalizers.get(0);
        if (!config.has("do_lower_case") && !normalizer.path("lowercase").asBoolean(true)) {
            return "its letters as they are, which transformers 5 lowers where do_lower_case is not said";
        }
        return !config.has("strip_accents") && normalizer.path("strip_accents").isBoolean()
                ? "its strip_accents, which transformers 5 forgets"
                : null;
    }

    /** Words are marked by {@code ▁}: before the text alone, or after each added token as well where legacy is set. */
    private void llama() {
        JsonNode prefix = config.path("add_prefix_space");
        JsonNode legacy = config.path("legacy");
        if (!prefix.isBoolean() && !legacy.isBoolean()) {
            return;
        }
        boolean marked = prefix.asBoolean(true);
        root.putNull("normalizer");
        ObjectNode metaspace = root.putObject("pre_tokenizer");
        metaspace.put("type", "Metaspace");
        metaspace.put("replacement", "▁");
        metaspace.put("prepend_scheme", marked ? legacy.asBoolean(false) ? "always" : "first" : "never");
        metaspace.put("split", false);
        ObjectNode decoder = root.putObject("decoder");
        decoder.put("type", "Sequence");
        ArrayNode decoders = decoder.putArray("decoders");
        ObjectNode replace = decoders.addObject();
        replace.put("type", "Replace");
        replace.putObject("pattern").put("String", "▁");
        replace.put("content", " ");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        if (marked) {
            ObjectNode strip = decoders.addObject();
            strip.put("type", "Strip");
            strip.put("content", " ");
            strip.put("start", 1);
            strip.put("stop", 0);
        }
    }

    private void set(ObjectNode step, String name, String field) {
        if (config.path(field).isBoolean()) {
            step.set(name, config.get(field));
        }
    }

    private static List<String> types(JsonNode node) {
        return steps(node, null).stream()
                .map(step -> step.path("type").asText())
                .toList();
    }

    /** The steps of a type, or all; those of a sequence one by one. */
    private static List<ObjectNode> steps(JsonNode node, @Nullable String type) {
        List<ObjectNode> steps = new ArrayList<>();
        if (node.path("type").asText().equals("Sequence")) {
            for (String list : List.of("normalizers", "pretokenizers", "decoders")) {
                node.path(list).forEach(step -> steps.addAll(steps(step, type)));
            }
        } else if (node instanceof ObjectNode step
                && (type == null || step.path("type").asText().equals(type))) {
            steps.add(step);
        }
        return steps;
    }
}
