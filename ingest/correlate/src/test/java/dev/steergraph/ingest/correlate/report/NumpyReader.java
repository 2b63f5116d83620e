package dev.steergraph.ingest.correlate.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads NumPy files as numpy.lib.format describes them, sharing nothing with what writes them. */
record NumpyReader(Map<String, Array> arrays) {

    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': (\\([^)]*\\)), } *\n");

    record Array(String type, String shape, ByteBuffer values) {

        double[] doubles() {
            expect("<f8");
            double[] out = new double[values.remaining() / 8];
            values.asDoubleBuffer().get(out);
            return out;
        }

        int[] ints() {
            expect("<i4");
            int[] out = new int[values.remaining() / 4];
            values.asIntBuffer().get(out);
            return out;
        }

        long[] longs() {
            expect("<i8");
            long[] out = new long[values.remaining() / 8];
            values.asLongBuffer().get(out);
            return out;
        }

        String text() {
            expect("|S" + values.remaining());
            return StandardCharsets.US_ASCII.decode(values.duplicate()).toString();
        }

        private void expect(String expected) {
            if (!type.equals(expected)) {
                throw new IllegalStateException("type " + type + ", not " + expected);
            }
        }
    }

    Array array(String name) {
        return Objects.requireNonNull(arrays.get(name + ".npy"), name);
    }

    static NumpyReader npz(Path file) throws IOException {
        Map<String, Array> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName(), parse(zip.readAllBytes()));
            }
        }
        return new NumpyReader(arrays);
    }

    static Array npy(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    private static Array parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        buffer.get(magic);
        if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY\u0001\u0000")) {
            throw new IllegalStateException("not NumPy 1.0");
        }
        byte[] header = new byte[buffer.getShort()];
        buffer.get(header);
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!matcher.matches() || buffer.position() % 64 != 0) {
            throw new IllegalStateException("header " + new String(header, StandardCharsets.US_ASCII));
        }
        return new Array(matcher.group(1), matcher.group(2), buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
    }
}
