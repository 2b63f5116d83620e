package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.text.Document;
import dev.steergraph.core.text.MiniLmTokenizer;
import dev.steergraph.core.text.Vocabulary;
import dev.steergraph.ingest.corpus.WordNet;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    /** tokens.json was written by tokens.py with the Python package tokenizers from the same tokenizer.json. */
    @Test
    void idsAreThoseOfTheTokenizerFile() throws IOException {
        JsonNode expected;
        try (InputStream in = TokenizerTest.class.getResourceAsStream("tokens.json")) {
            expected = new ObjectMapper().readTree(in);
        }
        byte[] json = MiniLmTokenizer.json();
        Vocabulary vocabulary = Vocabulary.parse(json);
        try (Tokenizer tokenizer = new Tokenizer(json, 256)) {
            for (JsonNode sample : expected) {
                TokenizedDocument document =
                        tokenizer.encode(List.of(sample.get("text").asText())).get(0);
                int[] ids = new int[sample.get("ids").size()];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = sample.get("ids").get(i).asInt();
                    assertThat(vocabulary.token(ids[i]))
                            .isEqualTo(sample.get("tokens").get(i).asText());
                }
                assertThat(document.ids()).as(sample.get("text").asText()).containsExactly(ids);
                assertThat(document.special()[0]).isTrue();
                assertThat(document.special()[ids.length - 1]).isTrue();
                assertThat(document.rows()).isEqualTo(ids.length - 2);
            }
        }
    }

    @Test
    void longDocumentsAreCutAtTheContext() throws IOException {
        try (Tokenizer tokenizer = new Tokenizer(MiniLmTokenizer.json(), 16)) {
            TokenizedDocument document =
                    tokenizer.encode(List.of("word ".repeat(100))).get(0);
            assertThat(document.ids()).hasSize(16);
            assertThat(document.rows()).isEqualTo(14);
        }
    }

    @Test
    void wordNetHasItsGlossesAndCategories() throws IOException {
        try (Stream<Document> documents = new WordNet(0).documents()) {
            List<Document> all = documents.toList();
            assertThat(all).hasSize(117_791);
            assertThat(all.stream().map(Document::category).distinct()).hasSize(45);
            assertThat(all).anySatisfy(d -> {
                assertThat(d.text()).startsWith("a member of the genus Canis");
                assertThat(d.category()).isEqualTo("noun.animal");
            });
            try (Stream<Document> again = new WordNet(0).documents();
                    Stream<Document> other = new WordNet(1).documents()) {
                assertThat(again.limit(100).toList()).isEqualTo(all.subList(0, 100));
                assertThat(other.limit(100).toList()).isNotEqualTo(all.subList(0, 100));
            }
            assertThat(Arrays.asList("noun.Tops", "verb.motion", "adv.all"))
                    .allMatch(c -> all.stream().anyMatch(d -> c.equals(d.category())));
        }
    }
}
