package dev.steergraph.ingest.load;

import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Written;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.table.TableColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data of a table for {@code neo4j-admin database import}, or a share of its rows, compressed; the header is a file of its own.
 * Text is always quoted, with quotes doubled, so that spaces at its ends and line ends in it stay; a missing value is an empty
 * field without quotes.
 *
 * @see <a href="https://neo4j.com/docs/operations-manual/5/tools/neo4j-admin/neo4j-admin-import/">the format</a>
 */
final class AdminCsv implements AutoCloseable {

    /** Between the values of an array: the unit separator, which no text holds. */
    static final char BETWEEN = '\u001F';

    private final Writer out;
    private final Share share;
    private long rows;

    private AdminCsv(Writer out, Share share) {
        this.out = out;
        this.share = share;
    }

    /** Fills a table. */
    @FunctionalInterface
    interface Rows {
        void write(AdminCsv table) throws IOException;
    }

    static void writeHeader(Path file, List<String> header) throws IOException {
        AtomicFile.write(file, out -> out.write((String.join(",", header) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** @param share of the rows */
    static Written write(Path file, Share share, Rows rows) throws IOException {
        return AtomicFile.write(file, out -> fill(out, share, rows));
    }

    /** The head of a table's column, {@code name:type}. */
    static String header(TableColumn column) {
        return column.property() + (column.type().whole() ? ":long" : ":double");
    }

    private static void fill(OutputStream out, Share share, Rows rows) throws IOException {
        try (AdminCsv table = new AdminCsv(
                new OutputStreamWriter(new GZIPOutputStream(out, 1 << 16), StandardCharsets.UTF_8), share)) {
            rows.write(table);
        }
    }

    /** Whether the next row is to be written here: of each, in order, ask once. */
    boolean takesNext() {
        return share.isDealt(rows++);
    }

    /** @param values numbers, text, arrays as {@link List} or {@code float[]}, or null */
    void row(@Nullable Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            field(values[i]);
        }
        out.write('\n');
    }

    private void field(@Nullable Object value) throws IOException {
        if (value instanceof Number) {
            out.write(value.toString());
        } else if (value instanceof float[] numbers) {
            for (int i = 0; i < numbers.length; i++) {
                // As the same number in double precision, which is what a driver sends.
                out.write((i == 0 ? "" : String.valueOf(BETWEEN)) + (double) numbers[i]);
            }
        } else if (value instanceof List<?> texts) {
            quoted(String.join(
                    String.valueOf(BETWEEN),
                    texts.stream().map(text -> clean(text.toString())).toList()));
        } else if (value != null) {
            quoted(clean(value.toString()));
        }
    }

    private void quoted(String text) throws IOException {
        out.write('"');
        out.write(text.replace("\"", "\"\""));
        out.write('"');
    }

    private static String clean(String text) {
        return text.replace(BETWEEN, '\uFFFD');
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
