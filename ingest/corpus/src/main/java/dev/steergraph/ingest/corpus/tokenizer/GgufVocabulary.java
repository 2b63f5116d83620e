package dev.steergraph.ingest.corpus.tokenizer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file says of its tokenizer.
 *
 * @param name of the file, for messages
 * @param architecture {@code general.architecture}
 * @param kind {@code tokenizer.ggml.model}: {@code gpt2} for byte-level BPE, {@code llama} for SentencePiece; null if the
 *     file says none
 * @param split {@code tokenizer.ggml.pre}: how text is cut before bytes are merged; null if the file says none
 * @param tokens by id
 * @param types of the tokens, as ggml numbers them; null if the file has none
 * @param scores of the tokens; null if the file has none
 * @param merges pairs with a space between them, first ones first; null if the file has none
 * @param roles ids by role, one of {@link #ROLES}
 * @param addBos whether sequences begin with BOS; null if the file does not say
 * @param addEos whether sequences end with EOS; null if the file does not say
 * @param addSpace whether a text is read as if a space stood before it; null if the file does not say
 */
public record GgufVocabulary(
        String name,
        String architecture,
        @Nullable String kind,
        @Nullable String split,
        @Nullable List<String> tokens,
        @Nullable List<Number> types,
        @Nullable List<Number> scores,
        @Nullable List<String> merges,
        Map<String, Integer> roles,
        @Nullable Boolean addBos,
        @Nullable Boolean addEos,
        @Nullable Boolean addSpace) {

    /** ggml's name of a role's field, {@code tokenizer.ggml.NAME_token_id}, and Hugging Face's name of the role. */
    public static final Map<String, String> ROLES = Map.of(
            "bos", "bos_token",
            "eos", "eos_token",
            "unknown", "unk_token",
            "padding", "pad_token");
}
