package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.ingest.checkpoint.MappedFile;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file, or several that belong together, by its own names. Opening reads the header; tensors are mapped into memory.
 *
 * @param tensors by ggml's names, shapes outermost first as everywhere else
 */
public record GgufFile(GgufMetadata metadata, Map<String, StoredTensor> tensors) {

    /** "GGUF", as a little-endian number. */
    private static final int MAGIC = 0x46554747;

    /** Bytes of the shortest value: a name's length, a type, a byte. */
    private static final int LEAST_VALUE = 13;

    public Path path() {
        return metadata.file();
    }

    /** Whether a file begins as this format does. */
    public static boolean isOne(Path file) {
        return FileFault.reading(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer start = ByteBuffer.allocate(4);
                while (start.hasRemaining() && channel.read(start) >= 0) {}
                return !start.hasRemaining() && start.flip().getInt() == Integer.reverseBytes(MAGIC);
            }
        });
    }

    /**
     * Opens a file; of one that was split the first is named, and the others are found beside it.
     *
     * @throws UserError if it is damaged, of another version or byte order, or has tensors of types that are not read
     */
    public static GgufFile open(Path path) {
        return GgufSplit.join(read(path));
    }

    static GgufFile read(Path path) {
        return FileFault.reading(path, () -> parse(new MappedFile(path)));
    }

    private static GgufFile parse(MappedFile file) throws IOException {
        GgufInput in = new GgufInput(file);
        if (in.int32("its first bytes") != MAGIC) {
            throw new UserError(in.path() + " is no GGUF file: it does not begin with GGUF.");
        }
        requireVersion(in, in.int32("its version"));
        int tensors = in.count(TensorTable.LEAST, "tensors");
        int values = in.count(LEAST_VALUE, "values");
        Map<String, Object> found = new LinkedHashMap<>();
        for (int i = 0; i < values; i++) {
            String name = in.name("the name of a value");
            if (found.put(name, GgufValue.read(in, GgufInput.shown(name))) != null) {
                throw new UserError(
                        in.path() + " is damaged: it gives " + GgufInput.shown(name) + " twice; fetch it again.");
            }
        }
        GgufMetadata metadata = new GgufMetadata(in.path(), found);
        return new GgufFile(metadata, TensorTable.read(in, file, tensors, alignment(metadata)));
    }

    private static void requireVersion(GgufInput in, int version) {
        if ((version & 0xffff) == 0) {
            throw new UserError(in.path() + " is a big-endian GGUF file; convert it with gguf_convert_endian.py of"
                    + " llama.cpp, or fetch the little-endian one.");
        }
        if (version != 2 && version != 3) {
            throw new UserError(in.path() + " is of version " + Integer.toUnsignedString(version)
                    + " of GGUF; versions 2 and 3 can be read.");
        }
    }

    private static long alignment(GgufMetadata metadata) {
        Integer alignment = metadata.whole("general.alignment");
        if (alignment == null) {
            return 32;
        }
        if (Integer.bitCount(alignment) != 1) {
            throw metadata.refused("gives general.alignment as " + alignment + ", which is no power of two.");
        }
        return alignment;
    }
}
