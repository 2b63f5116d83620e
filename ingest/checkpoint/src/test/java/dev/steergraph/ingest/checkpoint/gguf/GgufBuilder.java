package dev.steergraph.ingest.checkpoint.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small files, wrong ones too, number by number. */
final class GgufBuilder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header up to its values. */
    static GgufBuilder header(int version, long tensors, long values) {
        return new GgufBuilder().raw("GGUF").int32(version).int64(tensors).int64(values);
    }

    GgufBuilder raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    GgufBuilder int8(int value) {
        out.write(value);
        return this;
    }

    GgufBuilder int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    GgufBuilder int64(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    GgufBuilder text(String text) {
        return int64(text.getBytes(StandardCharsets.UTF_8).length).raw(text);
    }

    /** A value that is a text. */
    GgufBuilder value(String name, String value) {
        return text(name).int32(8).text(value);
    }

    /** A value that is a UINT32. */
    GgufBuilder value(String name, int value) {
        return text(name).int32(4).int32(value);
    }

    /** An entry of the table, innermost dimension first. */
    GgufBuilder tensor(String name, int type, long offset, long... dimensions) {
        text(name).int32(dimensions.length);
        for (long dimension : dimensions) {
            int64(dimension);
        }
        return int32(type).int64(offset);
    }

    /** Zeros up to a multiple of 32, and as many more. */
    GgufBuilder data(int bytes) {
        while (out.size() % 32 != 0) {
            out.write(0);
        }
        out.writeBytes(new byte[bytes]);
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, out.toByteArray());
    }
}
