package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of a CSV or TSV file; its first that is not empty names the columns. An empty cell holds nothing. */
final class CsvRecords implements Records {

    private final TextInput input;
    private final CsvParser parser;
    private final int columns;
    private final int text;
    private final int category;

    /** @throws UserError if there is no such column */
    CsvRecords(TextInput input, Format format, CorpusSpec spec) throws IOException {
        this.input = input;
        parser = new CsvParser(
                input.reader(),
                input.name(),
                format == Format.TSV ? '\t' : ',',
                spec.dialect().quote());
        List<String> header = header();
        columns = header.size();
        text = header.indexOf(spec.field());
        category = header.indexOf(spec.category());
        if (text < 0) {
            throw missing(header, spec.field(), "field");
        }
        if (category < 0 && spec.categoryField() != null) {
            throw missing(header, Objects.requireNonNull(spec.categoryField()), "category-field");
        }
    }

    @Override
    public @Nullable Entry next() throws IOException {
        List<String> cells = parser.next();
        while (cells != null && columns > 1 && isEmptyLine(cells)) {
            cells = parser.next();
        }
        if (cells == null) {
            return null;
        }
        if (cells.size() != columns) {
            throw new UserError(input.name() + ", line " + parser.line() + " has " + cells.size()
                    + " cells, the header has " + columns + "; check its separators and quotation marks.");
        }
        return new Entry(filled(cells.get(text)), category < 0 ? null : filled(cells.get(category)));
    }

    private List<String> header() throws IOException {
        List<String> header = parser.next();
        while (header != null && isEmptyLine(header)) {
            header = parser.next();
        }
        if (header == null) {
            throw new UserError(input.name() + " is empty; its first line should name the columns.");
        }
        return header.stream().map(String::strip).toList();
    }

    private static boolean isEmptyLine(List<String> cells) {
        return cells.size() == 1 && cells.get(0).isEmpty();
    }

    private static @Nullable String filled(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    private UserError missing(List<String> header, String field, String setting) {
        return new UserError(input.name() + " has no column \"" + field + "\"; it has " + String.join(", ", header)
                        + "; name one of these.")
                .in(setting);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
