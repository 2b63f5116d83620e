package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.SafetensorsHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The tensors of one file, by what the file is. */
final class TensorFile {

    private TensorFile() {}

    static Map<String, StoredTensor> read(Path file) {
        return FileFault.reading(file, () -> tensors(file));
    }

    private static Map<String, StoredTensor> tensors(Path file) throws IOException {
        if (file.getFileName().toString().endsWith(".safetensors")) {
            return safetensors(file);
        }
        if (file.getFileName().toString().endsWith(".npz")) {
            return Npz.read(file);
        }
        MappedFile mapped = new MappedFile(file);
        // A zip archive begins with the header of its first member, "PK\3\4".
        return mapped.size() >= 4 && mapped.bytes(0, 4).getInt() == 0x04034b50
                ? TorchZip.read(mapped)
                : TorchLegacy.read(mapped);
    }

    private static Map<String, StoredTensor> safetensors(Path file) throws IOException {
        SafetensorsHeader header;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            header = SafetensorsHeader.read(file, channel);
        }
        MappedFile mapped = new MappedFile(file);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries().values()) {
            Region data = mapped.part(header.dataStart() + entry.start(), entry.end() - entry.start());
            tensors.put(
                    entry.name(),
                    DType.named(entry.dtype())
                            .filter(dtype -> !dtype.isIndex())
                            .<StoredTensor>map(dtype -> new DenseTensor(dtype, entry.shape(), data))
                            .orElseGet(() -> new UnreadTensor(file, entry)));
        }
        return tensors;
    }

    /** A tensor of a type that is not read: known by name, refused when it is wanted. */
    private record UnreadTensor(Path file, SafetensorsHeader.Entry entry) implements StoredTensor {

        @Override
        public DType dtype() {
            throw refusal();
        }

        @Override
        public long[] shape() {
            return entry.shape();
        }

        @Override
        public ByteBuffer bytes(long firstByte, int length) {
            throw refusal();
        }

        private UserError refusal() {
            return new UserError(file + ": tensor \"" + entry.name() + "\" has the type " + entry.dtype()
                    + "; the types that can be read are "
                    + Stream.of(DType.values())
                            .filter(dtype -> !dtype.isIndex())
                            .toList()
                    + ".");
        }
    }
}
