package dev.steergraph.core.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says of itself, checked against the file as the reference implementation does: the tensors lie
 * one behind the other, without holes or overlaps, and end where the file ends.
 *
 * @param dataStart where in the file the data begins
 * @param entries by tensor name, in the order of the header
 */
public record SafetensorsHeader(
        Path file, Map<String, String> metadata, Map<String, Entry> entries, long dataStart, long fileSize) {

    private static final long LONGEST = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * One tensor.
     *
     * @param dtype as written; not necessarily a {@link DType}
     * @param start first byte, counted from the beginning of the data
     * @param end behind the last byte
     */
    public record Entry(String name, String dtype, long[] shape, long start, long end) {}

    /**
     * Reads and checks the header.
     *
     * @throws UserError if the file is truncated or contradicts itself; the sentence names file and mismatch
     */
    public static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        while (prefix.hasRemaining() && channel.read(prefix) >= 0) {}
        long length = prefix.hasRemaining() ? -1 : prefix.getLong(0);
        if (length < 2 || length > size - 8 || length > LONGEST) {
            throw new UserError(file + " is no safetensors file: a header of 2 to "
                    + Math.min(LONGEST, Math.max(0, size - 8)) + " bytes was expected, its first 8 bytes say " + length
                    + ".");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        try {
            JsonNode root = JSON.readTree(bytes.array());
            if (!root.isObject()) {
                throw new UserError(file + " is no safetensors file: its header is not a JSON object.");
            }
            return parse(file, root, 8 + length, size);
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + " is no safetensors file: its header is not JSON (" + e.getOriginalMessage() + ").", e);
        }
    }

    private static SafetensorsHeader parse(Path file, JsonNode root, long dataStart, long fileSize) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                field.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                entries.put(field.getKey(), entry(file, field.getKey(), field.getValue()));
            }
        }
        checkLayout(file, new ArrayList<>(entries.values()), dataStart, fileSize);
        return new SafetensorsHeader(file, metadata, entries, dataStart, fileSize);
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        JsonNode offsets = node.path("data_offsets");
        JsonNode lengths = node.path("shape");
        boolean whole = offsets.size() == 2
                && isWhole(offsets.get(0))
                && isWhole(offsets.get(1))
                && lengths.isArray()
                && node.path("dtype").isTextual();
        long[] shape = new long[lengths.size()];
        for (int i = 0; whole && i < shape.length; i++) {
            whole = isWhole(lengths.get(i));
            shape[i] = lengths.get(i).asLong();
        }
        if (!whole) {
            throw new UserError(file + ": tensor \"" + name + "\" is described as " + node
                    + ", not by dtype, shape and data_offsets.");
        }
        Entry entry = new Entry(
                name,
                node.get("dtype").asText(),
                shape,
                offsets.get(0).asLong(),
                offsets.get(1).asLong());
        DType.named(entry.dtype()).ifPresent(dtype -> checkSize(file, entry, dtype));
        return entry;
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static void checkSize(Path file, Entry entry, DType dtype) {
        long bytes = dtype.bytes();
        try {
            for (long length : entry.shape()) {
                bytes = length < 0 ? -1 : Math.multiplyExact(bytes, length);
            }
        } catch (ArithmeticException e) {
            bytes = -1;
        }
        if (bytes != entry.end() - entry.start()) {
            throw new UserError(file + ": tensor \"" + entry.name() + "\" of type " + dtype + " and shape "
                    + Arrays.toString(entry.shape()) + " does not fill bytes " + entry.start() + " to "
                    + entry.end() + ", which its offsets give.");
        }
    }

    private static void checkLayout(Path file, List<Entry> entries, long dataStart, long fileSize) {
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long room = fileSize - dataStart;
        long position = 0;
        for (Entry entry : entries) {
            if (entry.start() < 0 || entry.end() < entry.start() || entry.end() > room) {
                throw new UserError(file + " is truncated: tensor \"" + entry.name() + "\" should lie at bytes "
                        + entry.start() + " to " + entry.end() + " of its data, which has " + room + ".");
            }
            if (entry.start() != position) {
                throw new UserError(file + ": tensor \"" + entry.name() + "\" begins at byte " + entry.start()
                        + " of the data, the one before it ends at byte " + position
                        + (entry.start() < position ? "; they overlap." : "; nobody owns the bytes between."));
            }
            position = entry.end();
        }
        if (position != room) {
            throw new UserError(
                    file + ": its tensors end at byte " + position + " of the data, which has " + room + " bytes.");
        }
    }
}
