package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be rebuilt; that the rest has the reference's ids shows GgufTokenizerTest of the module extract. */
class GgufTokenizersTest {

    private static final List<String> TOKENS = List.of("a", "b", "ab", "<end>");
    private static final List<Number> TYPES = List.of(1L, 1L, 1L, 3L);
    private static final List<Number> SCORES = List.of(0.0, 0.0, -1.0, 0.0);
    private static final List<String> MERGES = List.of("a b");

    @Test
    void kindsThatAreNotKnownAreRefused() {
        refused(bytes(null, "gpt-2", MERGES), "it does not say of what kind it is (tokenizer.ggml.model)");
        refused(bytes("t5", "gpt-2", MERGES), "it is of the kind \"t5\", and gpt2 and llama can be rebuilt");
    }

    @Test
    void waysToCutThatAreNotKnownAreRefused() throws Exception {
        refused(bytes("gpt2", "superbpe", MERGES), "(tokenizer.ggml.pre), \"superbpe\", is not known");
        refused(bytes("gpt2", null, MERGES), "it does not say how text is cut into words");
        GgufVocabulary old = new GgufVocabulary(
                "m.gguf", "gpt2", "gpt2", null, TOKENS, TYPES, null, MERGES, Map.of(), null, null, null);
        assertThat(TokenizerFiles.of(old, 4, null).json()).isNotEmpty();
    }

    @Test
    void mergesJoinTokensIntoTokens() {
        refused(bytes("gpt2", "gpt-2", null), "it has no merges");
        for (String merge : new String[] {"a c", "b a", "ab", "a  b", ""}) {
            refused(bytes("gpt2", "gpt-2", List.of(merge)), "its merge \"" + merge + "\" is not one of two tokens");
        }
    }

    @Test
    void listsFitEachOther() {
        refused(
                of("llama", "gpt2", TOKENS, List.of(1L), null, MERGES, Map.of()),
                "it has 4 tokens and 1 types of tokens");
        refused(
                of("llama", "llama", TOKENS, TYPES, null, null, Map.of()),
                "it has no merges, and not a score for each token");
        refused(of("llama", "gpt2", null, null, null, MERGES, Map.of()), "it has no tokens");
        refused(of("llama", "gpt2", TOKENS, TYPES, null, MERGES, Map.of("bos", 4)), "its bos token has the id 4");
    }

    @Test
    void sequencesBeginAsTheKindDoesUnlessTheFileSays() {
        assertThat(GgufTokenizers.of(bytes("gpt2", "gpt-2", MERGES)).addBos()).isFalse();
        assertThat(GgufTokenizers.of(bytes("gpt2", "llama-bpe", MERGES)).addBos())
                .isTrue();
        assertThat(GgufTokenizers.of(of("llama", "llama", TOKENS, TYPES, SCORES, null, Map.of("bos", 3)))
                        .addBos())
                .isTrue();
        GgufVocabulary said = new GgufVocabulary(
                "m.gguf", "llama", "llama", null, TOKENS, TYPES, SCORES, null, Map.of(), false, true, null);
        assertThat(GgufTokenizers.of(said).addBos()).isFalse();
        assertThat(GgufTokenizers.of(said).addEos()).isTrue();
    }

    @Test
    void theTokenThatSequencesBeginWithIsKnown() {
        refused(
                of("llama", "llama", TOKENS, TYPES, SCORES, null, Map.of()),
                "sequences begin with BOS, and it does not say which token that is");
    }

    @Test
    void aTextWithoutAMarkBeforeItsFirstWord() throws Exception {
        List<String> tokens = List.of("<unk>", "▁", "a", "▁a");
        List<Number> scores = List.of(0.0, -2.0, -2.0, -1.0);
        List<Number> types = List.of(2L, 1L, 1L, 1L);
        for (boolean space : new boolean[] {true, false}) {
            GgufVocabulary vocabulary = new GgufVocabulary(
                    "m.gguf",
                    "llama",
                    "llama",
                    null,
                    tokens,
                    types,
                    scores,
                    null,
                    Map.of("unknown", 0),
                    false,
                    null,
                    space);
            try (Tokenizer tokenizer = new Tokenizer(TokenizerFiles.of(vocabulary, 4, null), 8, Bos.AUTO, null)) {
                assertThat(tokenizer.encode("a a")).containsExactly(space ? new int[] {3, 3} : new int[] {2, 3});
            }
        }
    }

    private static GgufVocabulary bytes(@Nullable String kind, @Nullable String split, @Nullable List<String> merges) {
        return new GgufVocabulary(
                "m.gguf",
                "llama",
                kind,
                split,
                TOKENS,
                TYPES,
                null,
                merges,
                Map.of("eos", 3, "bos", 3),
                null,
                null,
                null);
    }

    private static GgufVocabulary of(
            String architecture,
            String kind,
            @Nullable List<String> tokens,
            @Nullable List<Number> types,
            @Nullable List<Number> scores,
            @Nullable List<String> merges,
            Map<String, Integer> roles) {
        return new GgufVocabulary(
                "m.gguf", architecture, kind, "gpt-2", tokens, types, scores, merges, roles, null, null, null);
    }

    private static void refused(GgufVocabulary vocabulary, String why) {
        assertThatThrownBy(() -> GgufTokenizers.of(vocabulary))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("The tokenizer of m.gguf cannot be rebuilt: ")
                .hasMessageContaining(why)
                .hasMessageContaining("give the tokenizer of the model that the file was made from")
                .satisfies(error -> assertThat(((UserError) error).settings()).containsExactly("tokenizer"));
    }
}
