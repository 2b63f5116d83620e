package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.ingest.checkpoint.DenseTensor;
import dev.steergraph.ingest.checkpoint.MappedFile;
import dev.steergraph.ingest.checkpoint.Region;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tensors' names, shapes, types and places, checked against the file before anything is read of them. */
final class TensorTable {

    /** Bytes that a tensor without name and dimensions has in the table. */
    static final int LEAST = 24;

    private static final int MOST_DIMENSIONS = 4;

    private TensorTable() {}

    /**
     * One tensor.
     *
     * @param shape outermost first
     * @param start counted from the beginning of the data
     * @param size in bytes
     */
    private record Entry(String name, long[] shape, GgmlType type, long start, long size) {}

    /** Reads the table that {@code in} stands before. @param alignment of the data, a power of two */
    static Map<String, StoredTensor> read(GgufInput in, MappedFile file, int count, long alignment) throws IOException {
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(in, alignment));
        }
        long dataStart = (in.position() + alignment - 1) & -alignment;
        requirePlaces(in, entries, Math.max(0, file.size() - dataStart));
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Region data = file.part(dataStart + entry.start(), entry.size());
            if (tensors.put(entry.name(), tensor(entry, data)) != null) {
                throw new UserError(in.path() + " is damaged: it has tensor \"" + GgufInput.shown(entry.name())
                        + "\" twice; fetch it again.");
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(Entry entry, Region data) {
        DType dtype = entry.type().dtype();
        return dtype != null
                ? new DenseTensor(dtype, entry.shape(), data)
                : new QuantizedTensor(
                        entry.type(), Objects.requireNonNull(entry.type().dequantizer()), entry.shape(), data);
    }

    private static Entry entry(GgufInput in, long alignment) throws IOException {
        String name = in.name("the name of a tensor");
        String what = "tensor \"" + GgufInput.shown(name) + "\"";
        int dimensions = in.int32(what);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw damaged(in, what + " has " + Integer.toUnsignedString(dimensions) + " dimensions");
        }
        long[] shape = new long[dimensions];
        for (int d = dimensions - 1; d >= 0; d--) {
            shape[d] = in.int64(what);
        }
        int number = in.int32(what);
        long start = in.int64(what);
        GgmlType type = GgmlType.of(number)
                .orElseThrow(() -> new UserError(in.path() + ": " + what + " is quantised as " + GgmlType.name(number)
                        + "; the types that can be read are " + GgmlType.all() + "."));
        if (start < 0 || start % alignment != 0) {
            throw damaged(
                    in,
                    what + " begins at byte " + Long.toUnsignedString(start) + ", which is no multiple of "
                            + alignment);
        }
        return new Entry(name, shape, type, start, size(in, what, shape, type));
    }

    private static long size(GgufInput in, String what, long[] shape, GgmlType type) {
        long elements = 1;
        for (long length : shape) {
            if (length < 1 || elements > Long.MAX_VALUE / 8 / length) {
                throw damaged(in, what + " has the shape " + Arrays.toString(shape));
            }
            elements *= length;
        }
        if (shape[shape.length - 1] % type.blockElements() != 0) {
            throw damaged(
                    in,
                    what + " has rows of " + shape[shape.length - 1] + " elements, and blocks of " + type + " have "
                            + type.blockElements());
        }
        return elements / type.blockElements() * type.blockBytes();
    }

    /** They lie within the file, and none on another. */
    private static void requirePlaces(GgufInput in, List<Entry> entries, long room) {
        List<Entry> ordered =
                entries.stream().sorted(Comparator.comparingLong(Entry::start)).toList();
        long end = 0;
        for (Entry entry : ordered) {
            if (entry.start() > room || entry.size() > room - entry.start()) {
                throw damaged(
                        in,
                        "tensor \"" + GgufInput.shown(entry.name()) + "\" has " + entry.size() + " bytes from byte "
                                + entry.start() + " of the data on, which has " + room);
            }
            if (entry.start() < end) {
                throw damaged(in, "tensor \"" + GgufInput.shown(entry.name()) + "\" lies on the one before it");
            }
            end = entry.start() + entry.size();
        }
    }

    private static UserError damaged(GgufInput in, String how) {
        return new UserError(in.path() + " is damaged: " + how + "; fetch it again.");
    }
}
