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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A GPT-2 of random weights, as Hugging Face's save_pretrained would leave it: speed does not ask what weights mean. */
final class RandomGpt2 {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Standard deviation of GPT-2's initial weights. */
    private static final double DEVIATION = 0.02;

    private static final long SEED = 0;

    private RandomGpt2() {}

    /** The folder in the cache; it is written if it is not there. */
    static Path folder(Path cache, Geometry geometry) throws IOException {
        Path folder = cache.resolve("gpt2-" + geometry.layers() + "-" + geometry.width() + "-" + geometry.vocabulary());
        Path config = folder.resolve("config.json");
        if (!Files.exists(config)) {
            AtomicFile.write(folder.resolve("model.safetensors"), out -> writeWeights(geometry, out));
            // Last, so that a folder with a configuration is whole.
            AtomicFile.write(config, out -> out.write(JSON.writeValueAsBytes(config(geometry))));
        }
        return folder;
    }

    private static ObjectNode config(Geometry geometry) {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("architectures").add("GPT2LMHeadModel");
        config.put("model_type", "gpt2");
        config.put("activation_function", "gelu_new");
        config.put("n_layer", geometry.layers());
        config.put("n_embd", geometry.width());
        config.put("n_head", geometry.heads());
        config.put("n_positions", geometry.positions());
        config.put("n_ctx", geometry.positions());
        config.put("vocab_size", geometry.vocabulary());
        config.put("layer_norm_epsilon", 1e-5);
        config.put("initializer_range", DEVIATION);
        config.put("bos_token_id", geometry.vocabulary() - 1);
        config.put("eos_token_id", geometry.vocabulary() - 1);
        config.put("tie_word_embeddings", true);
        config.put("dtype", "float32");
        return config;
    }

    /** Names and shapes of GPT2LMHeadModel; its head is tied to the embedding. Conv1D keeps matrices as [in, out]. */
    private static Map<String, long[]> shapes(Geometry geometry) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long d = geometry.width();
        shapes.put("transformer.wte.weight", new long[] {geometry.vocabulary(), d});
        shapes.put("transformer.wpe.weight", new long[] {geometry.positions(), d});
        for (int layer = 0; layer < geometry.layers(); layer++) {
            String at = "transformer.h." + layer + ".";
            norm(shapes, at + "ln_1", d);
            module(shapes, at + "attn.c_attn", d, 3 * d);
            module(shapes, at + "attn.c_proj", d, d);
            norm(shapes, at + "ln_2", d);
            module(shapes, at + "mlp.c_fc", d, 4 * d);
            module(shapes, at + "mlp.c_proj", 4 * d, d);
        }
        norm(shapes, "transformer.ln_f", d);
        return shapes;
    }

    private static void norm(Map<String, long[]> shapes, String name, long d) {
        shapes.put(name + ".weight", new long[] {d});
        shapes.put(name + ".bias", new long[] {d});
    }

    private static void module(Map<String, long[]> shapes, String name, long in, long out) {
        shapes.put(name + ".weight", new long[] {in, out});
        shapes.put(name + ".bias", new long[] {out});
    }

    /** Safetensors, but written as it is drawn: half a gigabyte need not be in memory. */
    private static void writeWeights(Geometry geometry, OutputStream out) throws IOException {
        Map<String, long[]> shapes = shapes(geometry);
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            ObjectNode node = header.putObject(tensor.getKey());
            node.put("dtype", "F32");
            var shape = node.putArray("shape");
            for (long length : tensor.getValue()) {
                shape.add(length);
            }
            long end = offset + 4 * size(tensor.getValue());
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
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            writeTensor(tensor.getKey(), size(tensor.getValue()), random, out);
        }
    }

    /** Norms begin as the identity, biases at 0; matrices are uniform, with GPT-2's deviation. */
    private static void writeTensor(String name, long size, SplittableRandom random, OutputStream out)
            throws IOException {
        boolean ones = name.contains("ln_") && name.endsWith(".weight");
        boolean zeros = name.endsWith(".bias");
        double width = 2 * DEVIATION * Math.sqrt(3);
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < size; i++) {
            chunk.putFloat(ones ? 1 : zeros ? 0 : (float) (width * (random.nextDouble() - 0.5)));
            if (!chunk.hasRemaining() || i == size - 1) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }
}
