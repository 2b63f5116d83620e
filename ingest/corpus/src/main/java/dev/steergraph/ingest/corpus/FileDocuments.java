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
final class FileDocuments implements Iterator<CorpusDocument>, AutoCloseable {

    private final List<Path> files;
    private final CorpusSpec spec;
    private @Nullable Records open;
    private String path = "";
    private String fileName = "";
    private long record;
    private @Nullable CorpusDocument next;
    private int file;
    private Place from;

    FileDocuments(List<Path> files, CorpusSpec spec, Place from) {
        this.files = files;
        this.spec = spec;
        this.from = from;
        file = from.file();
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && (open != null || file < files.size())) {
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
    public CorpusDocument next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        CorpusDocument document = next;
        next = null;
        return document;
    }

    private void advance() throws IOException {
        if (open == null) {
            Path of = files.get(file);
            path = of == null ? "standard input" : of.toString();
            fileName = of == null ? "-" : of.getFileName().toString();
            open = open(of);
            record = from.offset() > 0 ? from.record() : 0;
            for (; record < from.record(); record++) {
                if (open.next() == null) {
                    break;
                }
            }
            from = Place.BEGINNING;
        }
        Records.Entry entry = open.next();
        if (entry == null) {
            open.close();
            open = null;
            file++;
            return;
        }
        record++;
        if (entry.text() != null && !entry.text().isBlank()) {
            // Here once for all: what is tokenised, digested and stored is the same text.
            next = new CorpusDocument(
                    new Document(
                            fileName + ":" + record, WellFormed.of(entry.text()), WellFormed.orNull(entry.category())),
                    new Place(file, open.offset(), record - 1));
        }
    }

    private Records open(@Nullable Path of) throws IOException {
        Format format = Objects.requireNonNullElseGet(spec.format(), () -> Format.ofName(fileName));
        try {
            return format == Format.PARQUET
                    ? ParquetRecords.open(Objects.requireNonNull(of), spec)
                    : open(new TextInput(of, spec.dialect().encodingErrors(), from), format);
        } catch (AccessDeniedException e) {
            throw new UserError("Corpus file " + of + " cannot be read; check its permissions.", e);
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
