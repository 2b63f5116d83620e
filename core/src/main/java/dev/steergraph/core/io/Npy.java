package dev.steergraph.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's array format, version 1.0: magic {@code \x93NUMPY}, version, header length, a header padded to 64 bytes that names
 * type, order and shape, then the values; here always little-endian and in C order.
 */
public final class Npy {

    private static final int BUFFER = 1 << 16;

    private Npy() {}

    /** @param shape as Python prints it, such as {@code (3, 4)} or {@code (7,)} */
    static void header(OutputStream out, String type, String shape) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >>> 8)});
        out.write((header + " ".repeat(length - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    static void doubles(OutputStream out, double[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BUFFER / 8) {
            int count = Math.min(BUFFER / 8, values.length - from);
            buffer.asDoubleBuffer().put(values, from, count);
            out.write(buffer.array(), 0, count * 8);
        }
    }

    static void ints(OutputStream out, int[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BUFFER / 4) {
            int count = Math.min(BUFFER / 4, values.length - from);
            buffer.asIntBuffer().put(values, from, count);
            out.write(buffer.array(), 0, count * 4);
        }
    }

    static void longs(OutputStream out, long... values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(values);
        out.write(buffer.array());
    }

    /** A float64 matrix. */
    public static void write(Path file, double[][] matrix, int columns) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, matrix, columns);
        }
    }

    /** A float64 matrix; the stream stays open. */
    public static void write(OutputStream out, double[][] matrix, int columns) throws IOException {
        header(out, "<f8", "(" + matrix.length + ", " + columns + ")");
        for (double[] row : matrix) {
            doubles(out, row);
        }
    }
}
