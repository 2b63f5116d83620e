package dev.steergraph.ingest.corpus;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** UTF-8 text from a file, from {@code .gz} and {@code .zst} files, or from standard input; anything else is refused. */
final class TextInput implements AutoCloseable {

    /** Of a line, a cell, a string of JSON, a whole file; what is longer would not fit into memory with all its tokens. */
    static final int MAX_LENGTH = 1 << 27;

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Utf8Reader reader;
    private final char[] chars = new char[BUFFER];
    private int at;
    private int end;
    private long line;
    private boolean afterReturn;
    /** Whether what was read tells how many bytes it had. */
    private final boolean counted;

    private long bytes;
    private long lineOffset;

    /** @param file null for standard input */
    TextInput(@Nullable Path file, EncodingErrors errors) throws IOException {
        this(file, errors, Place.BEGINNING);
    }

    /** @param from whose offset is 0, or where a line of an uncompressed file begins */
    TextInput(@Nullable Path file, EncodingErrors errors, Place from) throws IOException {
        name = file == null ? "standard input" : file.toString();
        InputStream in = Decompression.open(file);
        if (from.offset() > 0) {
            in.skipNBytes(from.offset());
            line = from.record();
            bytes = from.offset();
        }
        reader = new Utf8Reader(name, in, errors, from.offset() > 0, line);
        counted = file != null
                && errors == EncodingErrors.STRICT
                && !Decompression.isCompressed(file)
                && Files.isRegularFile(file);
    }

    String name() {
        return name;
    }

    /** Number of the line read last, from 1. */
    long line() {
        return line;
    }

    /** The byte where the line read last begins; 0 for the first line, and where that is not known. */
    long offset() {
        return counted ? lineOffset : 0;
    }

    /** All that is left, for who counts lines himself. */
    Reader reader() {
        return reader;
    }

    /**
     * The next line, or null after the last.
     *
     * @throws UserError if it is longer than {@link #MAX_LENGTH}
     */
    @Nullable
    String readLine() throws IOException {
        StringBuilder begun = new StringBuilder();
        boolean any = false;
        line++;
        while (more()) {
            lineOffset = any ? lineOffset : begin();
            any = true;
            int from = at;
            while (at < end && chars[at] != '\n' && chars[at] != '\r') {
                at++;
            }
            append(begun, from);
            if (at < end) {
                afterReturn = chars[at++] == '\r';
                bytes++;
                return begun.toString();
            }
        }
        return any ? begun.toString() : null;
    }

    /**
     * All that is left.
     *
     * @throws UserError if it is longer than {@link #MAX_LENGTH}
     */
    String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        line = 1;
        while (more()) {
            int from = at;
            at = end;
            append(all, from);
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Whether there is a character to read, a line feed after a carriage return apart. */
    private boolean more() throws IOException {
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, reader.read(chars, 0, chars.length));
                if (end == 0) {
                    return false;
                }
            }
            if (!afterReturn || chars[at] != '\n') {
                afterReturn = false;
                return true;
            }
            afterReturn = false;
            at++;
            bytes++;
        }
    }

    private void append(StringBuilder text, int from) {
        if (at - from > MAX_LENGTH - text.length()) {
            throw tooLong(name + ", line " + line);
        }
        text.append(chars, from, at - from);
        for (int i = from; counted && i < at; i++) {
            char c = chars[i];
            // Of the four bytes beyond the basic plane each surrogate counts two.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
    }

    /** A line begins. @return its byte */
    private long begin() {
        if (bytes == 0) {
            bytes = reader.markBytes();
            return 0;
        }
        return bytes;
    }

    static UserError tooLong(String place) {
        return new UserError(
                place + " is longer than " + MAX_LENGTH + " characters; split it into documents, or leave it out.");
    }
}
