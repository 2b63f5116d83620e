package dev.steergraph.ingest.corpus;

import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.text.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads a corpus, counting and digesting what it has read. */
public final class CorpusReader {

    private final Iterator<Document> documents;
    private final MessageDigest digest;
    private long read;

    public CorpusReader(Iterator<Document> documents) {
        this.documents = documents;
        digest = Sha256.digest();
    }

    /** The next document, or null after the last. */
    public @Nullable Document next() {
        if (!documents.hasNext()) {
            return null;
        }
        Document document = documents.next();
        add(document.text());
        add(document.category());
        read++;
        return document;
    }

    public long read() {
        return read;
    }

    /** SHA-256 of all texts and categories so far, each with its length before it. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }
}
