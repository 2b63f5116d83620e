package dev.steergraph.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFiles;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers in GGUF files against transformers: {@code gguf/make_tokenizers.py} makes files and ids. */
class GgufTokenizerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bpe-gpt-2",
                "bpe-smollm",
                "bpe-llama-bpe",
                "bpe-qwen2",
                "bpe-tekken",
                "bpe-gpt-4o",
                "bpe-smaug-bpe",
                "spm-llama",
                "spm-gemma2"
            })
    void idsAreThoseOfTransformers(String name) throws Exception {
        Path file = Path.of(
                GgufTokenizerTest.class.getResource("gguf/" + name + ".gguf").toURI());
        JsonNode ids =
                new ObjectMapper().readTree(file.resolveSibling("ids.json").toFile());
        GgufFile opened = GgufFile.open(file);
        TokenizerFiles files = TokenizerFiles.of(GgufTokenizerFields.of(opened.metadata()), Integer.MAX_VALUE, null);
        try (Tokenizer tokenizer = new Tokenizer(files, 1_000, Bos.AUTO, null)) {
            assertThat(tokenizer.notes()).isEmpty();
            for (int i = 0; i < ids.get("texts").size(); i++) {
                String text = ids.get("texts").get(i).asText();
                JsonNode expected = ids.get(name).get(i);
                int[] theirs = new int[expected.size()];
                for (int k = 0; k < theirs.length; k++) {
                    theirs[k] = expected.get(k).asInt();
                }
                assertThat(tokenizer.begin(text)).as(text).containsExactly(theirs);
            }
        }
    }
}
