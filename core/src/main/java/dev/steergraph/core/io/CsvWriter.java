package dev.steergraph.core.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Comma-separated values in UTF-8: a line of the columns' names, then a line for each row; quotes only where they are needed. */
public final class CsvWriter implements AutoCloseable {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final CSVPrinter printer;
    private final Formulas formulas;

    /** For programs. Writes the names of the columns. */
    public CsvWriter(OutputStream out, String... columns) throws IOException {
        this(out, Formulas.KEPT, columns);
    }

    /** Writes the names of the columns. @param formulas what becomes of texts that look like formulas */
    public CsvWriter(OutputStream out, Formulas formulas, String... columns) throws IOException {
        this.formulas = formulas;
        printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
        printer.printRecord((Object[]) columns);
    }

    public void row(Object... values) throws IOException {
        printer.printRecord(Arrays.stream(values)
                .map(value -> value instanceof String text ? formulas.cell(text) : value)
                .toArray());
    }

    /** Writes what is not written yet, and closes what it writes to. */
    @Override
    public void close() throws IOException {
        printer.close(true);
    }
}
