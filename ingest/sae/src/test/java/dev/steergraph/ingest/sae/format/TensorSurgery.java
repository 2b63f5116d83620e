package dev.steergraph.ingest.sae.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.sae.Sae;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes files of tensors: safetensors, npz and what torch.save writes. */
final class TensorSurgery {

    private TensorSurgery() {}

    /** Gives a tensor another name, so that its own is missing. */
    static void rename(Path file, String name) throws IOException {
        String other = name.substring(0, name.length() - 1) + (name.endsWith("Q") ? "R" : "Q");
        String kind = file.getFileName().toString();
        if (kind.endsWith(".safetensors")) {
            Files.write(file, replaced(Files.readAllBytes(file), quoted(name), quoted(other)));
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                String member = entry.getName();
                if (kind.endsWith(".npz")) {
                    member = member.equals(name + ".npy") ? other + ".npy" : member;
                } else if (member.endsWith("data.pkl")) {
                    bytes = replaced(bytes, pickled(name), pickled(other));
                }
                store(zip, member, bytes);
            }
        }
        Files.write(file, out.toByteArray());
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Turns a matrix of a safetensors file, its numbers and its shape. */
    static void turn(Path file, String name) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(file);
        List<Tensor> tensors = new ArrayList<>();
        for (String each : checkpoint.names()) {
            StoredTensor stored = checkpoint.tensor(each);
            float[] values = Sae.values(stored);
            long[] shape = stored.shape();
            if (each.equals(name)) {
                values = turned(values, (int) shape[0], (int) shape[1]);
                shape = new long[] {shape[1], shape[0]};
            }
            tensors.add(Tensor.of(each, values, shape));
        }
        Safetensors.write(file, Map.of(), tensors);
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }

    private static byte[] quoted(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** As a pickle has texts: X, the length, the text. */
    private static byte[] pickled(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'X')
                .putInt(text.length)
                .put(text)
                .array();
    }

    private static byte[] replaced(byte[] bytes, byte[] what, byte[] by) {
        byte[] changed = bytes.clone();
        int at = 0;
        int found = 0;
        while (at + what.length <= bytes.length) {
            if (ByteBuffer.wrap(bytes, at, what.length).equals(ByteBuffer.wrap(what))) {
                System.arraycopy(by, 0, changed, at, by.length);
                found++;
            }
            at++;
        }
        assertThat(found).isEqualTo(1);
        return changed;
    }
}
