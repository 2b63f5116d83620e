package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that may be compressed with gzip, which its first two bytes say; whatever grows beyond what any text does is refused.
 */
final class Expanding extends FilterInputStream {

    /** Times its size that a compressed file may grow; JSON lines grow to 20 times. */
    private static final long MOST_TIMES = 200;

    /** Small files of equal lines grow more. */
    private static final long SPARED = 64L << 20;

    private final Path file;
    private final long most;
    private long read;

    private Expanding(Path file, InputStream in, long most) {
        super(in);
        this.file = file;
        this.most = most;
    }

    static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        if (!zipped) {
            return in;
        }
        try {
            return new Expanding(file, new GZIPInputStream(in, 1 << 16), MOST_TIMES * Files.size(file) + SPARED);
        } catch (IOException e) {
            in.close();
            throw damaged(file, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            int more = super.read(bytes, from, length);
            read += Math.max(0, more);
            if (read > most) {
                throw new UserError(file + " grows to more than " + MOST_TIMES
                        + " times its size when it is decompressed, which no list of explanations does.");
            }
            return more;
        } catch (EOFException | ZipException e) {
            throw damaged(file, e);
        }
    }

    private static UserError damaged(Path file, IOException e) {
        return new UserError(file + " is no whole gzip file (" + e.getMessage() + "); download it again.", e);
    }
}
