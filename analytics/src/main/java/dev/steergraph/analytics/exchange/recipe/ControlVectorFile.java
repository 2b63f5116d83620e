package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.core.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * A control vector as llama.cpp and repeng have it, a GGUF file of version 3: metadata {@code general.architecture}
 * controlvector, {@code controlvector.model_hint} and {@code controlvector.layer_count}, and for each steered block L a tensor
 * {@code direction.L}, F32[d_model], that is added to the output of block L, counted from 0. Block 0 cannot be steered:
 * llama.cpp refuses files that have {@code direction.0}.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>
 */
final class ControlVectorFile {

    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int U32 = 4;
    private static final int STRING = 8;
    private static final int F32 = 0;

    private ControlVectorFile() {}

    /**
     * @param architecture of the model, as llama.cpp calls it
     * @param directions by block, none of block 0
     */
    static void write(Path file, String architecture, SortedMap<Integer, float[]> directions) throws IOException {
        AtomicFile.write(file, out -> write(out, architecture, directions));
    }

    private static void write(OutputStream out, String architecture, SortedMap<Integer, float[]> directions)
            throws IOException {
        Bytes head = new Bytes();
        head.raw("GGUF").u32(VERSION).u64(directions.size()).u64(3);
        head.text("general.architecture").u32(STRING).text("controlvector");
        head.text("controlvector.model_hint").u32(STRING).text(architecture);
        head.text("controlvector.layer_count").u32(U32).u32(directions.size());
        Bytes data = new Bytes();
        for (Map.Entry<Integer, float[]> entry : directions.entrySet()) {
            head.text("direction." + entry.getKey())
                    .u32(1)
                    .u64(entry.getValue().length)
                    .u32(F32)
                    .u64(data.size());
            data.floats(entry.getValue()).padTo(ALIGNMENT);
        }
        head.padTo(ALIGNMENT);
        out.write(head.done());
        out.write(data.done());
    }

    /** Little-endian. */
    private static final class Bytes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Bytes raw(String ascii) {
            bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Bytes u32(int value) {
            return put(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value));
        }

        Bytes u64(long value) {
            return put(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value));
        }

        Bytes text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            u64(utf8.length);
            bytes.writeBytes(utf8);
            return this;
        }

        Bytes floats(float[] values) {
            ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(values);
            bytes.writeBytes(buffer.array());
            return this;
        }

        Bytes padTo(int alignment) {
            while (bytes.size() % alignment != 0) {
                bytes.write(0);
            }
            return this;
        }

        private Bytes put(ByteBuffer buffer) {
            bytes.writeBytes(buffer.array());
            return this;
        }

        int size() {
            return bytes.size();
        }

        byte[] done() {
            return bytes.toByteArray();
        }
    }
}
