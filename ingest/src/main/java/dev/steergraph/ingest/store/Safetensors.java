package dev.steergraph.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.cypher.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header that names dtype, shape and data offsets of
 * every tensor (and string {@code __metadata__}), then the data.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, String> metadata;
    private final Map<String, JsonNode> entries;
    private final long dataStart;
    private final long fileSize;

    private Safetensors(
            Path file, Map<String, String> metadata, Map<String, JsonNode> entries, long dataStart, long fileSize) {
        this.file = file;
        this.metadata = metadata;
        this.entries = entries;
        this.dataStart = dataStart;
        this.fileSize = fileSize;
    }

    /** Writes tensors in the order given, with metadata, atomically. The same input gives the same bytes. */
    public static void write(Path target, Map<String, String> metadata, List<Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            ObjectNode node = header.putObject(tensor.name());
            node.put("dtype", tensor.dtype().name());
            var shape = node.putArray("shape");
            for (long length : tensor.shape()) {
                shape.add(length);
            }
            long end = offset + tensor.size() * tensor.dtype().bytes();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        // Padding with spaces aligns the data, as the reference implementation does.
        int padded = (json.length + 7) / 8 * 8;
        AtomicFile.write(target, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(padded)
                    .array());
            out.write(json);
            out.write(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[1 << 20];
            for (Tensor tensor : tensors) {
                ByteBuffer data = tensor.data().duplicate().rewind();
                while (data.hasRemaining()) {
                    int n = Math.min(chunk.length, data.remaining());
                    data.get(chunk, 0, n);
                    out.write(chunk, 0, n);
                }
            }
        });
    }

    /**
     * Reads the header and checks it against the file.
     *
     * @throws UserError if the file is missing, truncated or no safetensors file; the sentence names file and mismatch
     */
    public static Safetensors open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            while (prefix.hasRemaining() && channel.read(prefix) >= 0) {}
            long headerLength = prefix.hasRemaining() ? -1 : prefix.getLong(0);
            if (headerLength < 2 || headerLength > size - 8 || headerLength > 100_000_000) {
                throw new UserError(file + " is no safetensors file: a header of 2 to " + Math.max(0, size - 8)
                        + " bytes was expected, its first 8 bytes say " + headerLength + ".");
            }
            ByteBuffer header = ByteBuffer.allocate((int) headerLength);
            while (header.hasRemaining() && channel.read(header) >= 0) {}
            JsonNode root = JSON.readTree(header.array());
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, JsonNode> entries = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : root.properties()) {
                if (field.getKey().equals("__metadata__")) {
                    field.getValue()
                            .properties()
                            .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                } else {
                    entries.put(field.getKey(), field.getValue());
                }
            }
            Safetensors opened = new Safetensors(file, metadata, entries, 8 + headerLength, size);
            for (String name : entries.keySet()) {
                opened.check(name);
            }
            return opened;
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist; run the stage that writes it first.", e);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is no safetensors file: its header is not JSON.", e);
        }
    }

    public Path file() {
        return file;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * Maps a tensor into memory. The mapping lives until the garbage collector finds it unused.
     *
     * @param dtype what is expected; another one in the file is a {@link UserError}
     * @param rank number of dimensions expected
     */
    public Tensor tensor(String name, DType dtype, int rank) throws IOException {
        JsonNode entry = entries.get(name);
        if (entry == null) {
            throw new UserError(
                    file + " has no tensor \"" + name + "\"; it has " + String.join(", ", entries.keySet()) + ".");
        }
        JsonNode shapeNode = entry.get("shape");
        if (!entry.get("dtype").asText().equals(dtype.name()) || shapeNode.size() != rank) {
            throw new UserError(file + ": tensor \"" + name + "\" should be " + dtype + " of " + rank
                    + " dimensions, it is " + entry.get("dtype").asText() + " of shape " + shapeNode + ".");
        }
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = shapeNode.get(i).asLong();
        }
        long start = entry.get("data_offsets").get(0).asLong();
        long end = entry.get("data_offsets").get(1).asLong();
        if (end - start > Integer.MAX_VALUE) {
            throw new UserError(file + ": tensor \"" + name + "\" has " + (end - start)
                    + " bytes, more than 2 GiB in one piece; split the file into parts.");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer data = end == start
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, dataStart + start, end - start);
            return new Tensor(name, dtype, shape, data.order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void check(String name) {
        JsonNode entry = entries.get(name);
        JsonNode offsets = entry.path("data_offsets");
        long size = 1;
        for (JsonNode length : entry.path("shape")) {
            size *= length.asLong();
        }
        long start = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        if (start < 0 || end < start || dataStart + end > fileSize) {
            throw new UserError(file + " is truncated: tensor \"" + name + "\" should end at byte " + (dataStart + end)
                    + ", the file has " + fileSize + ".");
        }
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(entry.path("dtype").asText()) && size * dtype.bytes() != end - start) {
                throw new UserError(file + ": tensor \"" + name + "\" of shape " + entry.path("shape") + " should have "
                        + size * dtype.bytes() + " bytes, its offsets give " + (end - start) + ".");
            }
        }
    }
}
