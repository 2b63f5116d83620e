package dev.steergraph.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    @Test
    void addedTokensStandForThemselves() {
        Vocabulary bytes = parse(
                "{\"model\": {\"vocab\": {\"<|end|>\": 0, \"\u0120the\": 1, \"caf\u00c3\u00a9\": 2}}, \"added_tokens\": ["
                        + "{\"id\": 0, \"content\": \"<|end|>\"}, {\"id\": 3, \"content\": \"caf\u00e9\"},"
                        + "{\"id\": 4, \"content\": \"\u0111em\"}, {\"id\": 5, \"content\": \"il\u00d6veyou\"},"
                        + "{\"id\": 6, \"content\": \"\u015dipo\"}, {\"id\": 9, \"content\": \"  \"}]}");
        assertThat(new String[] {bytes.text(0), bytes.text(1), bytes.text(2)})
                .containsExactly("<|end|>", " the", "caf\u00e9");
        assertThat(new String[] {bytes.text(3), bytes.text(4), bytes.text(5), bytes.text(6), bytes.text(9)})
                .containsExactly("caf\u00e9", "\u0111em", "il\u00d6veyou", "\u015dipo", "  ");
        assertThat(bytes.text(7)).isEqualTo("<7>");
        assertThat(bytes.isAdded(3)).isTrue();
        assertThat(bytes.isAdded(0)).isFalse();
        Vocabulary pieces = parse("{\"model\": {\"vocab\": [[\"\u2581the\", -1.0], [\"\u2581\u2581\", -2.0]]},"
                + " \"added_tokens\": [{\"id\": 2, \"content\": \"a\u2581b\"}]}");
        assertThat(new String[] {pieces.text(0), pieces.text(1), pieces.text(2)})
                .containsExactly(" the", "  ", "a\u2581b");
        Vocabulary words = parse("{\"model\": {\"vocab\": {\"the\": 0, \"##ing\": 1}},"
                + " \"added_tokens\": [{\"id\": 2, \"content\": \"##moon\"}]}");
        assertThat(new String[] {words.text(0), words.text(1), words.text(2)})
                .containsExactly(" the", "ing", " ##moon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000000000000000000000000000", "-1", "2147483647", "16777216", "1.5", "null", "\"1\"", "{}"})
    void idsAreWholeNumbersOfAUsualSize(String id) {
        assertThatThrownBy(() -> parse("{\"model\": {\"vocab\": {\"a\": 0, \"b\": " + id + "}}}"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "here: the tokenizer gives \"b\" the id " + id.substring(0, Math.min(31, id.length())));
        assertThatThrownBy(() -> parse("{\"model\": {\"vocab\": {\"a\": 0}}, \"added_tokens\": [{\"id\": " + id
                        + ", \"content\": \"b\"}]}"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("here: the tokenizer gives \"b\" the id ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\": {\"vocab\": {\"a\": 0, \"b\" | here: the tokenizer is damaged (Unexpected end-of-input",
                "{\"model\": {\"vocab\": [[], [\"a\", 0]]}} | here: in the tokenizer piece 0 is no text",
                "{\"model\": {\"vocab\": [3]}} | here: in the tokenizer piece 0 is no text",
                "{\"model\": {\"vocab\": {\"a\": 0}}, \"added_tokens\": [3]} | here: in the tokenizer an added token is no",
                "[] | tokenizer.json has no vocabulary at model.vocab",
                "{\"model\": {\"vocab\": {\"\u00e9abc\": 0}}} | here: the tokenizer is damaged (Invalid UTF-8"
            })
    void damageIsSaidInOneSentence(String json, String sentence) {
        assertThatThrownBy(() -> Vocabulary.parse(json.getBytes(StandardCharsets.ISO_8859_1), "here"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = Path.of("no-such-tokenizer.json");
        assertThatThrownBy(() -> Vocabulary.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(missing + " cannot be read");
    }

    private static Vocabulary parse(String json) {
        return Vocabulary.parse(json.getBytes(StandardCharsets.UTF_8), "here");
    }
}
