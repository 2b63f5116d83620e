package dev.steergraph.ingest.corpus;

import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.text.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A document as it is read from a corpus; another thread may have prepared what is needed of it. */
public final class CorpusDocument {

    private final Document document;
    private final Place place;
    private Optional<byte[]> sha256 = Optional.empty();
    private Optional<int[]> tokens = Optional.empty();

    public CorpusDocument(Document document, Place place) {
        this.document = document;
        this.place = place;
    }

    public Document document() {
        return document;
    }

    public Place place() {
        return place;
    }

    /** Does now what {@link #sha256} and {@link #tokens} would do later. @throws RuntimeException as the tokenizer does */
    public void prepare(Function<String, int[]> encode) {
        sha256 = Optional.of(sha256());
        tokens = Optional.of(encode.apply(document.text()));
    }

    /** Of its text and category, each with its length before it. */
    byte[] sha256() {
        return sha256.orElseGet(() -> {
            MessageDigest digest = Sha256.digest();
            update(digest);
            return digest.digest();
        });
    }

    /** @param encode makes them of the text, in the way in which they were prepared if they were */
    public int[] tokens(Function<String, int[]> encode) {
        return tokens.orElseGet(() -> encode.apply(document.text()));
    }

    void update(MessageDigest digest) {
        add(digest, document.text());
        add(digest, document.category());
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }
}
