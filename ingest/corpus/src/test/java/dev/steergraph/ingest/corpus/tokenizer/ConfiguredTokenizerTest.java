package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders whose files say different things, against transformers' AutoTokenizer: cases.json, of make_configured.py. */
class ConfiguredTokenizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static Stream<Named<JsonNode>> cases() throws Exception {
        JsonNode cases =
                JSON.readTree(resource("configured/cases.json").toFile()).get("cases");
        assertThat(cases).hasSizeGreaterThan(20);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(one -> Named.of(one.get("name").asText(), one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void idsAreThoseOfTransformers(JsonNode one) throws Exception {
        materialise(one);
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), 512, Bos.AUTO, null)) {
            for (JsonNode sample : one.get("expected")) {
                String text = sample.get("text").asText();
                assertThat(tokenizer.encode(text)).as("'%s'", text).containsExactly(ints(sample.get("body")));
                assertThat(tokenizer.encode(List.of(text)).get(0).ids())
                        .as("'%s' enclosed", text)
                        .containsExactly(ints(sample.get("ids")));
            }
        }
    }

    private void materialise(JsonNode one) throws Exception {
        String base = one.get("base").asText();
        switch (base) {
            case "vocab" -> copy("tokenizers/bert-uncased/vocab.txt", "vocab.txt");
            case "bpe" -> {
                copy("tokenizers/gpt2/vocab.json", "vocab.json");
                copy("tokenizers/gpt2/merges.txt", "merges.txt");
            }
            case "llama" -> copy("tokenizers/llama/tokenizer.json", "tokenizer.json");
            default -> copy("configured/" + base, "tokenizer.json");
        }
        for (Map.Entry<String, JsonNode> file : one.get("files").properties()) {
            JSON.writeValue(folder.resolve(file.getKey()).toFile(), file.getValue());
        }
    }

    private void copy(String resource, String name) throws IOException, URISyntaxException {
        Files.copy(resource(resource), folder.resolve(name));
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(ConfiguredTokenizerTest.class.getResource(name).toURI());
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
