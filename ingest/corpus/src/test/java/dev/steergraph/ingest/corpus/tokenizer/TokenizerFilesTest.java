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
    void whatTransformersDoesOtherwiseIsSaid() throws Exception {
        copy("llama");
        config("{\"add_bos_token\": false, \"bos_token\": \"<s>\"}");
        assertThat(notes(Bos.AUTO))
                .containsExactly("Sequences begin without BOS, as add_bos_token of " + folder
                        + "/tokenizer_config.json says; transformers 5 follows tokenizer.json and begins with one.");
        assertThat(notes(Bos.NEVER)).isEmpty();
        config("{\"add_bos_token\": true, \"bos_token\": \"<s>\"}");
        assertThat(notes(Bos.AUTO)).isEmpty();
        config("{\"tokenizer_class\": \"LlamaTokenizer\"}");
        assertThat(notes(Bos.AUTO)).hasSize(1).first().asString().contains("legacy=false");
        config("{\"tokenizer_class\": \"LlamaTokenizer\", \"legacy\": true}");
        assertThat(notes(Bos.AUTO)).isEmpty();
    }

    @Test
    void dropoutIsSwitchedOffWithANote() throws Exception {
        copy("gpt2");
        Files.delete(folder.resolve("vocab.json"));
        Path file = folder.resolve("tokenizer.json");
        String plain = Files.readString(file);
        assertThat(TokenizerFiles.of(folder).json()).isEqualTo(Files.readAllBytes(file));
        Files.writeString(file, plain.replace("\"type\":\"BPE\"", "\"type\":\"BPE\",\"dropout\":0.9"));
        int[] expected;
        try (Tokenizer tokenizer = tokenizer("gpt2", LONG, Bos.AUTO, null)) {
            expected = tokenizer.encode("the quick brown fox and the dog");
        }
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null)) {
            for (int i = 0; i < 5; i++) {
                assertThat(tokenizer.encode("the quick brown fox and the dog")).containsExactly(expected);
            }
            assertThat(tokenizer.notes())
                    .containsExactly("The BPE dropout of 0.9 in tokenizer.json is switched off: the same text has the"
                            + " same tokens each time.");
        }
    }

    @Test
    void addedTokensAreDecodedAsTheyAre() throws Exception {
        copy("gpt2");
        Path file = folder.resolve("tokenizer.json");
        int size = new ObjectMapper().readTree(file.toFile()).at("/model/vocab").size();
        Files.writeString(
                folder.resolve("added_tokens.json"),
                "{\"caf\u00e9\": " + size + ", \"\u0111em\": " + (size + 1) + ", \"il\u00d6veyou\": " + (size + 2)
                        + "}");
        config("{\"tokenizer_class\": \"GPT2Tokenizer\"}");
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null)) {
            String text = "the caf\u00e9 \u0111em and il\u00d6veyou na\u00efve";
            assertThat(tokenizer.encode(text)).contains(size, size + 1, size + 2);
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void filesThatContradictEachOtherAreRefused() throws Exception {
        copy("gpt2");
        config("{\"added_tokens_decoder\": {\"7\": {\"content\": \"<|endoftext|>\"}}}");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + ": the added token \"<|endoftext|>\" has the id 7 in tokenizer_config.json; in"
                        + " tokenizer.json it has the id 0.");
        config("{\"added_tokens_decoder\": {\"0\": {\"content\": \"new\"}}}");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"<|endoftext|>\" has that id");
        config("{\"added_tokens_decoder\": {\"x\": {\"content\": \"new\"}}}");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"x\"");
        config("{\"split_special_tokens\": true}");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("split_special_tokens");
    }

    @Test
    void tokensThatTheModelDoesNotKnowAreRefusedWhereTheyOccur() throws Exception {
        copy("gpt2");
        int size = new ObjectMapper()
                .readTree(folder.resolve("tokenizer.json").toFile())
                .at("/model/vocab")
                .size();
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\", \"vocab_size\": " + size + "}");
        Files.writeString(folder.resolve("added_tokens.json"), "{\"moonquake\": " + size + "}");
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, Bos.AUTO, null)) {
            assertThat(tokenizer.encode("the quick dog")).isNotEmpty();
            assertThatThrownBy(() -> tokenizer.encode("the moonquake"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("The tokenizer of " + folder.resolve("tokenizer.json")
                            + " makes the token \"moonquake\" with id " + size
                            + ", but the model knows " + size + " tokens by its config.json; the files do not belong"
                            + " together.");
        }
    }

    private List<String> notes(Bos bos) throws IOException {
        try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(folder), LONG, bos, null)) {
            return tokenizer.notes();
        }
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
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
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"a\"");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("tokenizer.json") + " is not JSON (Unexpected end-of-input");
        Files.delete(folder.resolve("tokenizer.json"));
        Files.write(folder.resolve("vocab.txt"), new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("vocab.txt") + " is not UTF-8 text; download it again.");
        Files.createDirectory(folder.resolve("tokenizer.json"));
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("tokenizer.json") + " cannot be read (Is a directory).");
        Files.writeString(folder.resolve("tokenizer_config.json"), "[]");
        assertThatThrownBy(() -> TokenizerFiles.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer_config.json is JSON, but no object");
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
