package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells of separated values as RFC 4180 writes them: a cell in quotation marks may hold separators, ends of lines, and the
 * mark itself if it is doubled. Blanks around such a cell are no part of it; a mark within any other cell is text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvParser {

    private static final int BUFFER = 1 << 16;
    private static final int END = -1;

    private final Reader reader;
    private final String name;
    private final char separator;
    private final @Nullable Character quote;
    private final char[] chars = new char[BUFFER];
    private int at;
    private int end;
    private long line = 1;
    private long begin;
    private long length;

    /** @param name of the input, for messages */
    CsvParser(Reader reader, String name, char separator, @Nullable Character quote) {
        this.reader = reader;
        this.name = name;
        this.separator = separator;
        this.quote = quote;
    }

    /** The line in which the record read last begins, from 1. */
    long line() {
        return begin;
    }

    /**
     * The next record; a single empty cell stands for an empty line. Null after the last.
     *
     * @throws UserError if its quotation marks do not match
     */
    @Nullable
    List<String> next() throws IOException {
        if (peek() == END) {
            return null;
        }
        begin = line;
        length = 0;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (took(separator));
        endOfLine();
        return cells;
    }

    /** Stops before what ends the cell. */
    private String cell() throws IOException {
        StringBuilder cell = new StringBuilder();
        while (peek() == ' ') {
            append(cell, take());
        }
        if (isQuote(peek())) {
            cell.setLength(0);
            quoted(cell);
            return cell.toString();
        }
        while (!endsCell(peek())) {
            append(cell, take());
        }
        return cell.toString();
    }

    private void quoted(StringBuilder cell) throws IOException {
        long opened = line;
        take();
        while (!isQuote(peek()) || isDoubled()) {
            if (peek() == END) {
                throw quotes(opened, "the quotation mark that opens a cell is never closed");
            }
            append(cell, take());
        }
        take();
        while (peek() == ' ') {
            take();
        }
        if (!endsCell(peek())) {
            throw quotes(line, "there is text after a cell's closing quotation mark");
        }
    }

    /** At a quotation mark: whether another one follows; the first is passed over then. */
    private boolean isDoubled() throws IOException {
        take();
        if (isQuote(peek())) {
            return true;
        }
        at--;
        return false;
    }

    private boolean endsCell(int c) {
        return c == separator || c == '\n' || c == '\r' || c == END;
    }

    private boolean isQuote(int c) {
        return quote != null && c == quote;
    }

    private boolean took(char c) throws IOException {
        if (peek() != c) {
            return false;
        }
        take();
        return true;
    }

    private void endOfLine() throws IOException {
        if (took('\r')) {
            took('\n');
        } else {
            took('\n');
        }
    }

    private int peek() throws IOException {
        if (at == end) {
            // What was read last stays at hand, so that one step back is possible.
            chars[0] = end == 0 ? 0 : chars[end - 1];
            int count = reader.read(chars, 1, chars.length - 1);
            at = 1;
            end = 1 + Math.max(0, count);
        }
        return at == end ? END : chars[at];
    }

    /** After a peek that was not the end. */
    private char take() {
        char c = chars[at++];
        if (c == '\r' || c == '\n' && (at < 2 || chars[at - 2] != '\r')) {
            line++;
        }
        return c;
    }

    private void append(StringBuilder cell, char c) {
        if (++length > TextInput.MAX_LENGTH) {
            throw TextInput.tooLong(name + ": the record that begins in line " + begin);
        }
        cell.append(c);
    }

    private UserError quotes(long where, String what) {
        return new UserError(name + ", line " + where + ": " + what + "; if its cells are not quoted, say so.")
                .in("quote");
    }
}
