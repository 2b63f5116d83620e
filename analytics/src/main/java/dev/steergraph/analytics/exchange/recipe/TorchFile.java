package dev.steergraph.analytics.exchange.recipe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@code torch.load(weights_only=True)} reads: a zip of stored members {@code data.pkl}, {@code byteorder},
 * {@code data/N} for each tensor and {@code version}, as {@code torch.save} writes it since PyTorch 1.6. The pickle (protocol
 * 2) holds dictionaries with texts as keys, and as values dictionaries, texts, doubles, null and {@code float[]}, which become
 * float32 tensors of one axis.
 */
final class TorchFile {

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final List<float[]> tensors = new ArrayList<>();

    private TorchFile() {}

    /** @param name of the folder in the zip; the file's own without its ending, by custom */
    static void write(OutputStream out, String name, Map<String, ?> dictionary) throws IOException {
        TorchFile file = new TorchFile();
        file.pickle.writeBytes(new byte[] {(byte) 0x80, 2});
        file.value(dictionary);
        file.pickle.write('.');
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            stored(zip, name + "/data.pkl", file.pickle.toByteArray());
            stored(zip, name + "/byteorder", ascii("little"));
            for (int i = 0; i < file.tensors.size(); i++) {
                stored(zip, name + "/data/" + i, bytes(file.tensors.get(i)));
            }
            stored(zip, name + "/version", ascii("3\n"));
        }
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            pickle.write('N');
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Double number) {
            pickle.write('G');
            pickle.writeBytes(
                    ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof float[] vector) {
            tensor(vector);
        } else if (value instanceof Map<?, ?> dictionary) {
            pickle.writeBytes(ascii("}("));
            dictionary.forEach((key, of) -> {
                text((String) key);
                value(of);
            });
            pickle.write('u');
        } else {
            throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    /** {@code torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)}. */
    private void tensor(float[] vector) {
        global("torch._utils", "_rebuild_tensor_v2");
        pickle.writeBytes(ascii("(("));
        text("storage");
        global("torch", "FloatStorage");
        text(String.valueOf(tensors.size()));
        text("cpu");
        integer(vector.length);
        pickle.writeBytes(ascii("tQ"));
        integer(0);
        integer(vector.length);
        pickle.write(0x85);
        integer(1);
        pickle.write(0x85);
        pickle.write(0x89);
        global("collections", "OrderedDict");
        pickle.writeBytes(ascii(")RtR"));
        tensors.add(vector);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        pickle.write('X');
        pickle.writeBytes(little(utf8.length));
        pickle.writeBytes(utf8);
    }

    private void integer(int value) {
        pickle.write('J');
        pickle.writeBytes(little(value));
    }

    private void global(String module, String name) {
        pickle.writeBytes(ascii("c" + module + "\n" + name + "\n"));
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
