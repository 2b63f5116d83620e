package dev.steergraph.ingest.corpus;

import com.github.luben.zstd.ZstdIOException;
import dev.steergraph.core.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Decodes UTF-8, without a byte order mark at the beginning. Unlike the library's reader it hands out all that is before a
 * malformed byte first, so that it knows that byte's line.
 */
final class Utf8Reader extends Reader {

    private static final int BUFFER = 1 << 16;
    private static final int MARK_BYTES = 3;

    private final String name;
    private final InputStream in;
    private final EncodingErrors errors;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private boolean begun;
    private int mark;
    private boolean ended;
    private boolean afterReturn;
    private long lines;

    /** @param name of the input, for messages */
    Utf8Reader(String name, InputStream in, EncodingErrors errors) {
        this(name, in, errors, false, 0);
    }

    /** @param begun whether this is not the beginning of the input @param lines those before */
    Utf8Reader(String name, InputStream in, EncodingErrors errors, boolean begun, long lines) {
        this.begun = begun;
        this.lines = lines;
        this.name = name;
        this.in = in;
        this.errors = errors;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    /** Bytes of the byte order mark, if one was read. */
    int markBytes() {
        return mark;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Decodes some more characters, perhaps none. @return whether there may be more */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        boolean last = bytes.remaining() < 4 && !readBytes();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, last);
        if (result.isUnderflow() && last) {
            decoder.flush(chars);
            ended = true;
        }
        if (result.isError() && errors == EncodingErrors.REPLACE && chars.hasRemaining()) {
            replace(result);
        }
        chars.flip();
        if (!chars.hasRemaining() && result.isError()) {
            throw malformed(result);
        }
        count();
        if (!begun && chars.hasRemaining()) {
            begun = true;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.get();
                mark = MARK_BYTES;
            }
        }
        return true;
    }

    /** @return whether there are more bytes than before */
    private boolean readBytes() throws IOException {
        bytes.compact();
        int count;
        try {
            count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        } catch (IOException e) {
            throw explained(e);
        }
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        return count >= 0;
    }

    /** A line ends with \n, \r or both. */
    private void count() {
        for (int i = chars.position(); i < chars.limit(); i++) {
            char c = chars.get(i);
            if (c == '\r' || c == '\n' && !afterReturn) {
                lines++;
            }
            afterReturn = c == '\r';
        }
    }

    /** As Python does it: an encoded surrogate is three bytes of which none can begin a character. */
    private void replace(CoderResult result) {
        boolean surrogate = (bytes.get(bytes.position()) & 0xFF) == 0xED && result.length() == 3;
        bytes.position(bytes.position() + (surrogate ? 1 : result.length()));
        chars.put('\uFFFD');
    }

    private UserError malformed(CoderResult result) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(result.length(), bytes.remaining()); i++) {
            hex.append(String.format(Locale.ROOT, " 0x%02x", bytes.get(bytes.position() + i)));
        }
        return new UserError(name + " is not UTF-8 text: line " + (lines + 1) + " has the bytes" + hex
                        + "; convert it, or have such bytes replaced.")
                .in("encoding-errors");
    }

    /** What is wrong with the content is the user's to mend; a failing disk is not. */
    private IOException explained(IOException e) {
        if (e instanceof EOFException || e instanceof ZipException || e instanceof ZstdIOException) {
            throw new UserError(
                    name + " ends early or is damaged after line " + lines + " (" + e.getMessage()
                            + "); was it downloaded whole?",
                    e);
        }
        return e;
    }
}
