package dev.steergraph.ingest.corpus.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The class as which transformers 5 reads a folder's tokenizer, and so the fields of {@code tokenizer_config.json} that
 * count.
 *
 * @see <a href="https://github.com/huggingface/transformers/blob/main/src/transformers/models/auto/tokenization_auto.py">transformers:
 *     AutoTokenizer</a>
 */
enum TokenizerClass {
    /** {@code TokenizersBackend}: tokenizer.json as it is. */
    FILE,
    BERT,
    GPT2,
    GPT_NEOX,
    LLAMA,
    GEMMA;

    private static final Map<String, TokenizerClass> BY_NAME = Map.of(
            "BertTokenizer", BERT,
            "DistilBertTokenizer", BERT,
            "GPT2Tokenizer", GPT2,
            "GPTNeoXTokenizer", GPT_NEOX,
            "LlamaTokenizer", LLAMA,
            "GemmaTokenizer", GEMMA);

    private static final Map<String, TokenizerClass> BY_MODEL = Map.of(
            "bert", BERT,
            "distilbert", BERT,
            "gpt2", GPT2,
            "gpt_neox", GPT_NEOX,
            "gemma", GEMMA,
            "gemma2", GEMMA);

    /**
     * The class that is named, else that of the model's type.
     *
     * @param config tokenizer_config.json
     * @param model config.json
     * @param byteLevel whether tokenizer.json works on bytes, which {@code LlamaTokenizer} does not
     */
    static TokenizerClass of(JsonNode config, JsonNode model, boolean byteLevel) {
        String type = model.path("model_type").asText("");
        String named = config.path("tokenizer_class")
                .asText(model.path("tokenizer_class").asText(""));
        TokenizerClass found = named.isEmpty()
                ? BY_MODEL.getOrDefault(type, FILE)
                : BY_NAME.getOrDefault(named.replaceFirst("Fast$", ""), FILE);
        // Mistral's are registered with no class of their own, whatever they name.
        return type.equals("mistral") || found == LLAMA && byteLevel ? FILE : found;
    }
}
