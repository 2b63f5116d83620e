package dev.steergraph.ingest.corpus;

import com.github.luben.zstd.ZstdInputStream;
import dev.steergraph.core.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The bytes of a corpus file as they were before it was compressed; its name's ending says how. */
final class Decompression {

    private static final int BUFFER = 1 << 16;

    /** The Pile is compressed with windows of up to 2 GiB, which the decoder refuses unless told. */
    private static final int MAX_ZSTD_WINDOW = 31;

    private Decompression() {}

    /**
     * @param file null for standard input
     * @throws UserError if the file is not compressed as its name says
     */
    static InputStream open(@Nullable Path file) throws IOException {
        if (file == null) {
            return new StandardInput();
        }
        // Unlike the stream of a channel, one of a file can be a pipe, such as a shell's <(command).
        InputStream raw = new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER);
        try {
            if (isGzip(file)) {
                return new GZIPInputStream(raw, BUFFER);
            }
            return isZstd(file) ? new ZstdInputStream(raw).setLongMax(MAX_ZSTD_WINDOW) : raw;
        } catch (ZipException | EOFException e) {
            raw.close();
            throw new UserError(file + " is no gzip file (" + e.getMessage() + "); was it downloaded whole?", e);
        }
    }

    static boolean isCompressed(Path file) {
        return isGzip(file) || isZstd(file);
    }

    private static boolean isGzip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static boolean isZstd(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zst");
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
