package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes of a pickle and where we are in them; running out of them is the user's broken file. */
final class PickleInput {

    private final Path file;
    private final Region region;
    private long position;

    PickleInput(Path file, Region region) {
        this.file = file;
        this.region = region;
    }

    long position() {
        return position;
    }

    UserError broken(String what) {
        return new UserError(file + " is no PyTorch checkpoint that can be read: " + what + " (byte " + position
                + " of the pickle).");
    }

    UserError refused(String what) {
        return new UserError(file + " asks for " + what + ", which is not among the names that tensors are made of,"
                + " so it is refused; convert the file to safetensors where you trust it.");
    }

    ByteBuffer take(long length) throws IOException {
        if (length < 0 || length > Math.min(Integer.MAX_VALUE, region.size() - position)) {
            throw broken("it ends too early");
        }
        ByteBuffer taken = region.bytes(position, (int) length);
        position += length;
        return taken;
    }

    /** Goes past bytes that are looked at elsewhere; returns how many. */
    long skip(long length) {
        if (length < 0 || length > region.size() - position) {
            throw broken("it ends too early");
        }
        position += length;
        return length;
    }

    int u1() throws IOException {
        return take(1).get() & 0xff;
    }

    int u2() throws IOException {
        return take(2).getShort() & 0xffff;
    }

    int i4() throws IOException {
        return take(4).getInt();
    }

    long i8() throws IOException {
        return take(8).getLong();
    }

    double bigEndianDouble() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(i8()));
    }

    byte[] raw(long length) throws IOException {
        ByteBuffer taken = take(length);
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        return bytes;
    }

    String utf8(long length) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(take(length)).toString();
        } catch (CharacterCodingException e) {
            throw broken("a text in it is no UTF-8");
        }
    }

    /** What Python 2 calls a string. */
    String latin1(long length) throws IOException {
        return text(length, StandardCharsets.ISO_8859_1);
    }

    private String text(long length, Charset charset) throws IOException {
        return new String(raw(length), charset);
    }

    /** A little-endian two's complement number of that many bytes: a Long where it fits. */
    Number integer(long length) throws IOException {
        byte[] bytes = raw(length);
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
        BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /** Up to the end of the line, which is taken as well. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = u1(); c != '\n'; c = u1()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
