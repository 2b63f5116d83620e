package dev.steergraph.ingest.corpus;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.steergraph.core.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** UTF-8 text from a file, from {@code .gz} and {@code .zst} files, or from standard input; anything else is refused. */
final class TextInput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** The Pile is compressed with windows of up to 2 GiB, which the decoder refuses unless told. */
    private static final int MAX_ZSTD_WINDOW = 31;

    private final String name;
    private final BufferedReader reader;
    private long line;

    /** @param file null for standard input */
    TextInput(@Nullable Path file) throws IOException {
        name = file == null ? "standard input" : file.toString();
        InputStream in = file == null ? new StandardInput() : decompressed(file);
        // A decoder, unlike a charset, reports what is malformed instead of replacing it.
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    }

    String name() {
        return name;
    }

    /** Number of the line read last, from 1. */
    long line() {
        return line;
    }

    /** The next line, or null after the last. */
    @Nullable
    String readLine() throws IOException {
        try {
            String text = reader.readLine();
            line++;
            return line == 1 && text != null && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** All that is left. */
    String readAll() throws IOException {
        StringBuilder all = new StringBuilder();
        char[] chunk = new char[BUFFER];
        try {
            for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
                all.append(chunk, 0, n);
            }
        } catch (IOException e) {
            throw explained(e);
        }
        return all.length() > 0 && all.charAt(0) == '\uFEFF' ? all.substring(1) : all.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static InputStream decompressed(Path file) throws IOException {
        String lower = file.toString().toLowerCase(Locale.ROOT);
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            if (lower.endsWith(".gz")) {
                return new GZIPInputStream(raw, BUFFER);
            }
            return lower.endsWith(".zst") ? new ZstdInputStream(raw).setLongMax(MAX_ZSTD_WINDOW) : raw;
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new UserError(file + " is no gzip file (" + e.getMessage() + "); was it downloaded whole?", e);
        }
    }

    /** What is wrong with the content is the user's to mend; a failing disk is not. */
    private IOException explained(IOException e) {
        if (e instanceof CharacterCodingException) {
            throw new UserError(
                    name + " is not UTF-8 text after line " + line + "; convert it, or check that it is a text file.",
                    e);
        }
        if (e instanceof EOFException || e instanceof ZipException || e instanceof ZstdIOException) {
            throw new UserError(
                    name + " ends early or is damaged after line " + line + " (" + e.getMessage()
                            + "); was it downloaded whole?",
                    e);
        }
        return e;
    }

    /** Closing a reader must not close the process's standard input. */
    private static final class StandardInput extends FilterInputStream {

        StandardInput() {
            super(System.in);
        }

        @Override
        public void close() {}
    }
}
