package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first tokens of a text are those that the whole text has, as the plain way encodes it. */
class HeadTest {

    private static final List<String> PIECES = List.of(
            "the ",
            "quick",
            " dog",
            "'s",
            "\n\n",
            "    ",
            "naïve ",
            "東京",
            "🙂",
            "e\u0301",
            "1999",
            "<s>",
            "[SEP]",
            "<|endoftext|>",
            "fox",
            "aaaa",
            "\u200b",
            ", ",
            "x",
            "é",
            "\u00a0");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configured/bert.json",
                "configured/gpt2.json",
                "configured/neox.json",
                "configured/unigram.json",
                "tokenizers/llama/tokenizer.json"
            })
    void itIsTheHeadOfTheWhole(String file) throws Exception {
        Random random = new Random(1);
        try (Tokenizer tokenizer = tokenizer(file, 40)) {
            int room = tokenizer.room();
            for (int i = 0; i < 60; i++) {
                String text = text(random, 10_000 + random.nextInt(30_000));
                int[] whole = tokenizer.encode(text);
                assertThat(tokenizer.encodeHead(text))
                        .containsExactly(Arrays.copyOf(whole, Math.min(room, whole.length)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", " ", "word ", "\n", "🙂", "é "})
    void soItIsWhereATextRepeatsItself(String piece) throws Exception {
        for (String file : List.of("configured/bert.json", "configured/gpt2.json", "tokenizers/llama/tokenizer.json")) {
            try (Tokenizer tokenizer = tokenizer(file, 40)) {
                String text = piece.repeat(30_001 / piece.length());
                int[] whole = tokenizer.encode(text);
                assertThat(tokenizer.encodeHead(text))
                        .as(file)
                        .containsExactly(Arrays.copyOf(whole, Math.min(tokenizer.room(), whole.length)));
            }
        }
    }

    @Test
    void ofTwoMillionWordsFewAreEncoded() {
        AtomicLong characters = new AtomicLong();
        String text = "word ".repeat(2_000_000);
        int[] head = Head.of(text, 256, part -> {
            characters.addAndGet(part.length());
            return new int[part.length() / 5];
        });
        assertThat(head).hasSize(256);
        assertThat(characters.get()).isLessThan(20_000);
    }

    /** Every other text is made of few pieces, so that long runs of one occur. */
    private static String text(Random random, int length) {
        int kinds = random.nextBoolean() ? PIECES.size() : 3;
        int from = random.nextInt(PIECES.size());
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(PIECES.get((from + random.nextInt(kinds)) % PIECES.size()));
        }
        return text.toString();
    }

    private static Tokenizer tokenizer(String file, int context) throws Exception {
        return new Tokenizer(
                Files.readAllBytes(Path.of(HeadTest.class.getResource(file).toURI())), context);
    }
}
