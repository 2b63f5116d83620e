package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what transformers makes of the same folders: expected.json, written by make_tokenizers.py. */
public class TokenizerFilesTest {

    private static final int LONG = 512;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "bert-uncased", "bert-cased", "llama"})
    void idsAreThoseOfTransformers(String name) throws Exception {
        try (Tokenizer tokenizer = tokenizer(name, LONG, Bos.AUTO, null)) {
            JsonNode samples = new ObjectMapper()
                    .readTree(fixture(name).resolve("expected.json").toFile());
            assertThat(samples).hasSize(4);
            for (JsonNode sample : samples) {
                String text = sample.get("text").asText();
                assertThat(tokenizer.encode(text)).as(text).containsExactly(ints(sample.get("body")));
                assertThat(tokenizer.encode(List.of(text)).get(0).ids())
                        .as(text)
                        .containsExactly(ints(sample.get("ids")));
            }
        }
    }

    @Test
    void bosIsAsTheModelWantsItOrAsOneSays() throws Exception {
        assertThat(enclosed("llama", Bos.AUTO, null)).containsExactly(1, 7);
        assertThat(enclosed("llama", Bos.ALWAYS, null)).containsExactly(1, 7);
        assertThat(enclosed("llama", Bos.NEVER, null)).containsExactly(7);
        assertThat(enclosed("gpt2", Bos.AUTO, 0)).containsExactly(7);
        assertThat(enclosed("gpt2", Bos.ALWAYS, 0)).containsExactly(0, 7);
        assertThat(enclosed("bert-cased", Bos.AUTO, null)).containsExactly(2, 7, 3);
        assertThat(enclosed("bert-cased", Bos.NEVER, null)).containsExactly(7, 3);
        assertThatThrownBy(() -> enclosed("gpt2", Bos.ALWAYS, null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no BOS token")
                .satisfies(
                        mistake -> assertThat(((UserError) mistake).settings()).containsExactly("bos"));
    }

    @Test
    void tokenizerConfigDecidesOverTheTemplate() throws Exception {
        copy("llama");
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"add_bos_token\": false, \"bos_token\": \"<s>\"}");
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null)) {
            assertThat(tokenizer.enclose(new int[] {7})).containsExactly(7);
        }
        copy("gpt2");
        Files.delete(folder.resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"add_bos_token\": true, \"bos_token\": {\"content\": \"<|endoftext|>\"}}");
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null)) {
            assertThat(tokenizer.enclose(new int[] {7})).containsExactly(0, 7);
        }
    }

    @Test
    void specialTokensAreNeverRowsEvenInsideTheText() throws Exception {
        String text = "a dog [SEP] a fox";
        try (Tokenizer tokenizer = tokenizer("bert-uncased", LONG, Bos.AUTO, null)) {
            TokenizedDocument document = tokenizer.encode(List.of(text)).get(0);
            long marks = Arrays.stream(document.ids()).filter(id -> id == 3).count();
            assertThat(marks).isEqualTo(2);
            assertThat(document.rows()).isEqualTo(document.ids().length - 3);
        }
    }

    @Test
    void oldFoldersMakeATokenizerFileThatLabelsCanBeReadFrom() throws Exception {
        Vocabulary vocabulary =
                Vocabulary.parse(TokenizerFiles.of(fixture("gpt2")).json());
        try (Tokenizer tokenizer = tokenizer("gpt2", LONG, Bos.AUTO, null)) {
            int[] ids = tokenizer.encode("and the dog");
            assertThat(Arrays.stream(ids).mapToObj(vocabulary::token).toList()).contains("Ġthe", "Ġdog");
            assertThat(tokenizer.decode(ids)).isEqualTo("and the dog");
        }
    }

    @Test
    void missingAndBrokenFilesAreNamed() throws Exception {
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("has no tokenizer: tokenizer.json, vocab.json with merges.txt, or vocab.txt");
        Files.writeString(folder.resolve("tokenizer.model"), "x");
        assertThatThrownBy(() -> TokenizerFiles.of(folder)).hasMessageContaining("SentencePiece");
        Files.writeString(folder.resolve("vocab.txt"), "a\nb\n");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("vocab.txt has no [PAD]");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"a\": 0}}}");
        assertThatThrownBy(() -> new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer.json cannot be read");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer_config.json is not JSON");
    }

    private static int[] enclosed(String name, Bos bos, @Nullable Integer modelBos) throws Exception {
        try (Tokenizer tokenizer = tokenizer(name, LONG, bos, modelBos)) {
            return tokenizer.enclose(new int[] {7});
        }
    }

    /** tokenizer.json is written as well, so that a fixture can be changed. */
    private void copy(String name) throws Exception {
        for (String file : List.of("vocab.json", "merges.txt")) {
            if (Files.exists(fixture(name).resolve(file))) {
                Files.copy(fixture(name).resolve(file), folder.resolve(file));
            }
        }
        Files.write(
                folder.resolve("tokenizer.json"),
                TokenizerFiles.of(fixture(name)).json());
    }

    public static Tokenizer tokenizer(String name, int context, Bos bos, @Nullable Integer modelBos)
            throws IOException, URISyntaxException {
        return new Tokenizer(TokenizerFiles.of(fixture(name)), context, bos, modelBos);
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(
                TokenizerFilesTest.class.getResource("tokenizers/" + name).toURI());
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
