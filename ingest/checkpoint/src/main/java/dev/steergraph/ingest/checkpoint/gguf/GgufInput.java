package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.MappedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The header of a file, read from its beginning to its end. What is said to be longer than the file is refused. */
final class GgufInput {

    /** Of a text, in bytes: above every chat template there is. */
    private static final long LONGEST = 1 << 26;

    /** Of a name; ggml allows as many bytes. */
    private static final long LONGEST_NAME = (1 << 16) - 1;

    /** Of a name in a message. */
    private static final int SHOWN = 60;

    private final MappedFile file;
    private long position;

    GgufInput(MappedFile file) {
        this.file = file;
    }

    Path path() {
        return file.file();
    }

    long position() {
        return position;
    }

    byte int8(String what) throws IOException {
        return bytes(1, what).get();
    }

    short int16(String what) throws IOException {
        return bytes(2, what).getShort();
    }

    int int32(String what) throws IOException {
        return bytes(4, what).getInt();
    }

    long int64(String what) throws IOException {
        return bytes(8, what).getLong();
    }

    /** A short text. */
    String name(String what) throws IOException {
        return text(what, LONGEST_NAME);
    }

    /** UTF-8 behind its length. */
    String text(String what) throws IOException {
        return text(what, LONGEST);
    }

    private String text(String what, long longest) throws IOException {
        long length = int64(what);
        if (length < 0 || length > longest) {
            throw new UserError(path() + " is damaged: " + what + " has a text of " + Long.toUnsignedString(length)
                    + " bytes; fetch it again.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes(length, what))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(path() + " is damaged: " + what + " has a text that is not UTF-8; fetch it again.", e);
        }
    }

    /**
     * How many of something follow.
     *
     * @param least bytes that each needs
     */
    int count(long least, String what) throws IOException {
        long count = int64(what);
        long room = (file.size() - position) / least;
        if (count < 0 || count > Math.min(room, Integer.MAX_VALUE - 8)) {
            throw new UserError(path() + " is damaged: it says that it has " + Long.toUnsignedString(count) + " " + what
                    + ", and the rest of the file has room for " + room + "; fetch it again.");
        }
        return (int) count;
    }

    /** A name for messages. */
    static String shown(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    /** A little-endian view. */
    ByteBuffer bytes(long length, String what) throws IOException {
        if (length > file.size() - position) {
            throw new UserError(path() + " is damaged: it ends after " + file.size() + " bytes, within " + what
                    + "; fetch it again.");
        }
        ByteBuffer bytes = file.bytes(position, (int) length);
        position += length;
        return bytes;
    }
}
