package dev.steergraph.core.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The safetensors format: 8 bytes little-endian header length, a JSON header that names dtype, shape and data offsets of
 * every tensor (and string {@code __metadata__}), then the data.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SafetensorsHeader header;

    private Safetensors(SafetensorsHeader header) {
        this.header = header;
    }

    /** Writes tensors in the order given, with metadata, atomically. The same input gives the same bytes. */
    public static Written write(Path target, Map<String, String> metadata, List<Tensor> tensors) throws IOException {
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
        return AtomicFile.write(target, out -> {
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

    /** The same with a checksum of metadata and tensors among the metadata, for files that nothing else vouches for. */
    public static void writeSealed(Path target, Map<String, String> metadata, List<Tensor> tensors) throws IOException {
        Map<String, String> sealed = new TreeMap<>(metadata);
        sealed.put(Seal.KEY, Seal.of(metadata, tensors));
        write(target, sealed, tensors);
    }

    /** @throws UserError if the file has no checksum of {@link #writeSealed}, or is not what that was made of */
    public void requireSeal() throws IOException {
        String expected = metadata().getOrDefault(Seal.KEY, "nothing");
        List<Tensor> tensors = new ArrayList<>();
        for (SafetensorsHeader.Entry entry : header.entries().values()) {
            DType dtype = DType.named(entry.dtype())
                    .orElseThrow(() -> new UserError(file() + ": tensor \"" + entry.name() + "\" has the type "
                            + entry.dtype() + ", which is not read."));
            tensors.add(tensor(entry.name(), dtype, entry.shape().length));
        }
        if (!Seal.of(metadata(), tensors).equals(expected)) {
            throw new UserError(file() + " is damaged: its metadata or tensors are not what was written.");
        }
    }

    /**
     * Reads the header and checks it against the file.
     *
     * @throws UserError if the file is missing, truncated or no safetensors file; the sentence names file and mismatch
     */
    public static Safetensors open(Path file) throws IOException {
        return FileFault.reading(file, () -> header(file));
    }

    private static Safetensors header(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Safetensors(SafetensorsHeader.read(file, channel));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist; run the stage that writes it first.", e);
        }
    }

    public Path file() {
        return header.file();
    }

    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** @throws UserError unless the metadata have this value */
    public void expect(String key, String value) {
        if (!value.equals(metadata().get(key))) {
            throw new UserError(file() + ": metadata \"" + key + "\" should be " + value + ", it is "
                    + metadata().get(key) + ".");
        }
    }

    /** A number of the metadata, 0 or more. @throws UserError if it is missing or none */
    public int count(String key) {
        return (int) count(key, Integer.MAX_VALUE);
    }

    /** As {@link #count}, of what may be more. */
    public long longCount(String key) {
        return count(key, Long.MAX_VALUE);
    }

    private long count(String key, long most) {
        String text = metadata().getOrDefault(key, "nothing");
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same sentence as for a number below 0.
        }
        throw new UserError(file() + ": metadata \"" + key + "\" should be a whole number from 0 to " + most
                + ", it is " + text + ".");
    }

    public boolean has(String name) {
        return header.entries().containsKey(name);
    }

    /** The type of a tensor; nothing if it is not there, or of a type that is not read. */
    public Optional<DType> dtype(String name) {
        return Optional.ofNullable(header.entries().get(name)).flatMap(entry -> DType.named(entry.dtype()));
    }

    /**
     * Maps a tensor into memory. The mapping lives until the garbage collector finds it unused.
     *
     * @param dtype what is expected; another one in the file is a {@link UserError}
     * @param rank number of dimensions expected
     */
    public Tensor tensor(String name, DType dtype, int rank) throws IOException {
        SafetensorsHeader.Entry entry = entry(name, dtype, rank);
        long length = entry.end() - entry.start();
        if (length > Integer.MAX_VALUE) {
            throw new UserError(file() + ": tensor \"" + name + "\" has " + length
                    + " bytes, more than 2 GiB in one piece; split the file into parts.");
        }
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            ByteBuffer data = length == 0
                    ? ByteBuffer.allocate(0)
                    : channel.map(FileChannel.MapMode.READ_ONLY, header.dataStart() + entry.start(), length);
            return new Tensor(name, dtype, entry.shape(), data.order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** Where in the file a tensor's data begins; otherwise as {@link #tensor}. */
    public long position(String name, DType dtype, int rank) {
        return header.dataStart() + entry(name, dtype, rank).start();
    }

    private SafetensorsHeader.Entry entry(String name, DType dtype, int rank) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new UserError(file() + " has no tensor \"" + name + "\"; it has "
                    + String.join(", ", header.entries().keySet()) + ".");
        }
        if (!entry.dtype().equals(dtype.name()) || entry.shape().length != rank) {
            throw new UserError(file() + ": tensor \"" + name + "\" should be " + dtype + " of " + rank
                    + " dimensions, it is " + entry.dtype() + " of shape " + Arrays.toString(entry.shape()) + ".");
        }
        return entry;
    }
}
