package dev.steergraph.ingest.corpus;

import dev.steergraph.core.text.Document;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a corpus, counting and digesting what it has read. */
public final class CorpusReader {

    private final Iterator<CorpusDocument> documents;
    private final CorpusDigest digest;
    private long read;
    private Place place = Place.BEGINNING;

    private CorpusReader(Iterator<CorpusDocument> documents, CorpusDigest digest, long read) {
        this.documents = documents;
        this.digest = digest;
        this.read = read;
    }

    /** Of documents that lie nowhere else. */
    public CorpusReader(Iterator<Document> documents) {
        this(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return documents.hasNext();
                    }

                    @Override
                    public CorpusDocument next() {
                        return new CorpusDocument(documents.next(), Place.BEGINNING);
                    }
                },
                CorpusDigest.like(""),
                0);
    }

    /** @param documents from the first one */
    public static CorpusReader of(Iterator<CorpusDocument> documents) {
        return like(documents, "");
    }

    /**
     * Of a run that has been begun.
     *
     * @param documents from the first one
     * @param digest of any of its parts, whose kind is taken; "" if there is none
     */
    public static CorpusReader like(Iterator<CorpusDocument> documents, String digest) {
        return new CorpusReader(documents, CorpusDigest.like(digest), 0);
    }

    /**
     * From where another has come.
     *
     * @param documents those that follow
     * @param read those before
     * @param digest of those before
     */
    public static CorpusReader from(Iterator<CorpusDocument> documents, long read, String digest) {
        return new CorpusReader(documents, CorpusDigest.Chain.of(digest), read);
    }

    /** The next document, or null after the last. */
    public @Nullable CorpusDocument next() {
        if (!documents.hasNext()) {
            return null;
        }
        CorpusDocument document = documents.next();
        digest.add(document);
        place = document.place();
        read++;
        return document;
    }

    public long read() {
        return read;
    }

    /** Of all documents so far. */
    public String digest() {
        return digest.value();
    }

    /** Where another can read the last document again and go on; nothing if it would have to begin from the first one. */
    public Optional<Resumption> resumption() {
        return digest.before().map(before -> new Resumption(place, before));
    }

    /**
     * Where reading goes on.
     *
     * @param last where the last document that was read begins
     * @param before digest of the documents before it
     */
    public record Resumption(Place last, String before) {}
}
