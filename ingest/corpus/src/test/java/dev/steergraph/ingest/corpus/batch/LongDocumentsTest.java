package dev.steergraph.ingest.corpus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.text.Document;
import dev.steergraph.core.text.MiniLmTokenizer;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LongDocumentsTest {

    @Test
    void aPartEndsWhereItsTextsWouldFillTheMemory() throws Exception {
        Document book = new Document("book", "word ".repeat(10_000_000), null);
        try (Tokenizer tokenizer = new Tokenizer(MiniLmTokenizer.json(), 16)) {
            TextParts parts = new TextParts(
                    new CorpusReader(Collections.nCopies(4, book).iterator()),
                    tokenizer,
                    RowSpec.tokens(Long.MAX_VALUE),
                    new TextParts.Size(1 << 20, 1 << 20));
            assertThat(Objects.requireNonNull(parts.next()).documents()).hasSize(3);
            TextPart rest = Objects.requireNonNull(parts.next());
            assertThat(rest.documents()).hasSize(1);
            assertThat(rest.rows()).isEqualTo(14);
            assertThat(parts.next()).isNull();
        }
    }
}
