package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import dev.steergraph.core.text.WellFormed;
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
    private String path = "";
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
            throw new UserError(
                    "Corpus file " + path + " cannot be read (" + (e.getMessage() == null ? e : e.getMessage()) + ").",
                    e);
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
            path = file == null ? "standard input" : file.toString();
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
            // Here once for all: what is tokenised, digested and stored is the same text.
            next = new Document(
                    fileName + ":" + record, WellFormed.of(entry.text()), WellFormed.orNull(entry.category()));
        }
    }

    private Records open(@Nullable Path file) throws IOException {
        Format format = Objects.requireNonNullElseGet(spec.format(), () -> Format.ofName(fileName));
        try {
            return format == Format.PARQUET
                    ? ParquetRecords.open(Objects.requireNonNull(file), spec)
                    : open(new TextInput(file, spec.dialect().encodingErrors()), format);
        } catch (AccessDeniedException e) {
            throw new UserError("Corpus file " + file + " cannot be read; check its permissions.", e);
        }
    }

    private Records open(TextInput input, Format format) throws IOException {
        try {
            return switch (format) {
                case TEXT -> new TextRecords(input, spec.wholeFiles());
                case JSONL -> new JsonLines(input, spec);
                case JSON -> new JsonRecords(input, spec);
                case CSV, TSV -> new CsvRecords(input, format, spec);
                case PARQUET -> throw new IllegalArgumentException(format + " is no text");
            };
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
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
