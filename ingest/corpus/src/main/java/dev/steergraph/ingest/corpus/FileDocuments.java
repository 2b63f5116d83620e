package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The documents of several files; one file is open at a time. */
final class FileDocuments implements Iterator<Document>, AutoCloseable {

    private final Iterator<Path> files;
    private final CorpusSpec spec;
    private @Nullable Records open;
    private String fileName = "";
    private long record;
    private @Nullable Document next;

    FileDocuments(List<Path> files, CorpusSpec spec) {
        this.files = files.iterator();
        this.spec = spec;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && (open != null || files.hasNext())) {
                advance();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next != null;
    }

    @Override
    public Document next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Document document = next;
        next = null;
        return document;
    }

    private void advance() throws IOException {
        if (open == null) {
            Path file = files.next();
            fileName = file == null ? "-" : file.getFileName().toString();
            record = 0;
            open = open(file);
        }
        Records.Entry entry = open.next();
        if (entry == null) {
            open.close();
            open = null;
            return;
        }
        record++;
        if (entry.text() != null && !entry.text().isBlank()) {
            next = new Document(fileName + ":" + record, entry.text(), entry.category());
        }
    }

    private Records open(@Nullable Path file) throws IOException {
        Format format = spec.format() != null ? spec.format() : Format.ofName(fileName);
        try {
            return switch (format) {
                case TEXT -> new TextRecords(new TextInput(file), spec.wholeFiles());
                case JSONL -> new JsonRecords(new TextInput(file), spec);
                case JSON, CSV, PARQUET -> TableRecords.open(Objects.requireNonNull(file), format, spec);
            };
        } catch (AccessDeniedException e) {
            throw new UserError("Corpus file " + file + " cannot be read; check its permissions.", e);
        }
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
                open = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
