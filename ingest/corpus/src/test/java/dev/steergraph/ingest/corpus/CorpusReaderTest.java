package dev.steergraph.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.text.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorpusReaderTest {

    private static final List<Document> DOCUMENTS =
            List.of(new Document("a", "täxt", null), new Document("b", "", "noun"), new Document("c", "more", "verb"));

    private static Iterator<CorpusDocument> from(int first) {
        return DOCUMENTS.subList(first, DOCUMENTS.size()).stream()
                .map(document -> new CorpusDocument(document, new Place(0, 0, DOCUMENTS.indexOf(document))))
                .iterator();
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
        digest.update(bytes);
    }

    @Test
    void theDigestIsOfTheChecksumsOfDocuments() {
        byte[] expected = new byte[32];
        CorpusReader reader = CorpusReader.of(from(0));
        for (Document document : DOCUMENTS) {
            reader.next();
            MessageDigest own = Sha256.digest();
            add(own, document.text());
            add(own, document.category());
            MessageDigest chain = Sha256.digest();
            chain.update(expected);
            expected = chain.digest(own.digest());
            assertThat(reader.digest()).isEqualTo("documents:" + HexFormat.of().formatHex(expected));
        }
        assertThat(reader.next()).isNull();
        assertThat(reader.read()).isEqualTo(3);
    }

    @Test
    void runsOfEarlierVersionsGoOnWithTheirs() {
        CorpusReader reader = CorpusReader.like(from(0), "00ff");
        MessageDigest expected = Sha256.digest();
        for (Document document : DOCUMENTS) {
            reader.next();
            add(expected, document.text());
            add(expected, document.category());
        }
        assertThat(reader.digest()).isEqualTo(HexFormat.of().formatHex(expected.digest()));
        assertThat(reader.resumption()).isEmpty();
    }

    @Test
    void anotherGoesOnWithTheLastDocument() {
        CorpusReader whole = CorpusReader.of(from(0));
        whole.next();
        whole.next();
        CorpusReader.Resumption at = whole.resumption().orElseThrow();
        assertThat(at.last()).isEqualTo(new Place(0, 0, 1));
        CorpusReader other = CorpusReader.from(from(1), 1, at.before());
        other.next();
        assertThat(other.digest()).isEqualTo(whole.digest());
        other.next();
        whole.next();
        assertThat(other.digest()).isEqualTo(whole.digest());
        assertThat(other.read()).isEqualTo(3);
    }
}
