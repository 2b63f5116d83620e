package dev.steergraph.ingest.extract;

import dev.steergraph.ingest.checkpoint.gguf.GgufMetadata;
import dev.steergraph.ingest.corpus.tokenizer.GgufVocabulary;
import java.util.Map;
import java.util.TreeMap;

/** Takes what a GGUF file says of its tokenizer to where tokenizers are made. */
final class GgufTokenizerFields {

    private static final String PREFIX = "tokenizer.ggml.";

    private GgufTokenizerFields() {}

    static GgufVocabulary of(GgufMetadata metadata) {
        Map<String, Integer> roles = new TreeMap<>();
        for (String role : GgufVocabulary.ROLES.keySet()) {
            Integer id = metadata.whole(PREFIX + role + "_token_id");
            if (id != null) {
                roles.put(role, id);
            }
        }
        return new GgufVocabulary(
                metadata.file().toString(),
                metadata.architecture(),
                metadata.text(PREFIX + "model"),
                metadata.text(PREFIX + "pre"),
                metadata.texts(PREFIX + "tokens"),
                metadata.numbers(PREFIX + "token_type"),
                metadata.numbers(PREFIX + "scores"),
                metadata.texts(PREFIX + "merges"),
                roles,
                metadata.truth(PREFIX + "add_bos_token"),
                metadata.truth(PREFIX + "add_eos_token"),
                metadata.truth(PREFIX + "add_space_prefix"));
    }
}
