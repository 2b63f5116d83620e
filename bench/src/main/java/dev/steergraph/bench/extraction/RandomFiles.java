package dev.steergraph.bench.extraction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** A model of random weights, as Hugging Face's save_pretrained would leave it: speed does not ask what weights mean. */
final class RandomFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Standard deviation of initial weights: GPT-2's, and all others' since. */
    static final double DEVIATION = 0.02;

    private static final long SEED = 0;

    private RandomFiles() {}

    /** What a tensor is filled with. */
    enum Fill {
        /** Uniform, with the deviation. */
        RANDOM,
        ONES,
        ZEROS
    }

    record Tensor(Fill fill, long... shape) {

        long size() {
            long size = 1;
            for (long length : shape) {
                size *= length;
            }
            return size;
        }
    }

    /** The folder in the cache; it is written if it is not there. @param tensors in the file's order */
    static Path folder(Path cache, String name, ObjectNode config, Map<String, Tensor> tensors) throws IOException {
        Path folder = cache.resolve(name);
        Path file = folder.resolve("config.json");
        if (!Files.exists(file)) {
            AtomicFile.write(folder.resolve("model.safetensors"), out -> write(tensors, out));
            // Last, so that a folder with a configuration is whole.
            AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(config)));
        }
        return folder;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Safetensors, but written as it is drawn: half a gigabyte need not be in memory. */
    private static void write(Map<String, Tensor> tensors, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            ObjectNode node = header.putObject(tensor.getKey());
            node.put("dtype", "F32");
            var shape = node.putArray("shape");
            for (long length : tensor.getValue().shape()) {
                shape.add(length);
            }
            long end = offset + 4 * tensor.getValue().size();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        String padding = " ".repeat((8 - json.length % 8) % 8);
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding.length())
                .array());
        out.write(json);
        out.write(padding.getBytes(StandardCharsets.US_ASCII));
        SplittableRandom random = new SplittableRandom(SEED);
        for (Tensor tensor : tensors.values()) {
            write(tensor, random, out);
        }
    }

    private static void write(Tensor tensor, SplittableRandom random, OutputStream out) throws IOException {
        double width = 2 * DEVIATION * Math.sqrt(3);
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        long size = tensor.size();
        for (long i = 0; i < size; i++) {
            chunk.putFloat(
                    switch (tensor.fill()) {
                        case ONES -> 1;
                        case ZEROS -> 0;
                        case RANDOM -> (float) (width * (random.nextDouble() - 0.5));
                    });
            if (!chunk.hasRemaining() || i == size - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }
}
