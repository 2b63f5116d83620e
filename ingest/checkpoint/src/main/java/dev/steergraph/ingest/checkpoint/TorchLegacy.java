package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: pickles of a magic number, the protocol, the machine, the object, and
 * the keys of its storages, then for each key in that order the number of its elements (I64) and the elements.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    private TorchLegacy() {}

    static Map<String, StoredTensor> read(MappedFile mapped) throws IOException {
        Path file = mapped.file();
        PickleInput in = new PickleInput(file, mapped);
        // The magic number is a pickle of 14 bytes that begins with protocol 2; whatever else the file is, it is not
        // run.
        if (in.u1() != 0x80
                || in.u1() != 2
                || in.u1() != 0x8a
                || !MAGIC.equals(in.integer(in.u1()))
                || in.u1() != '.') {
            throw new UserError(file + " is neither a zip archive nor a legacy file of torch.save; fetch it again.");
        }
        if (!new Unpickler(in).load().equals(PROTOCOL)) {
            throw in.broken("its format is not version " + PROTOCOL);
        }
        if (!(new Unpickler(in).load() instanceof Map<?, ?> machine)
                || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new UserError(file + " was not written on a little-endian machine.");
        }
        Unpickler unpickler = new Unpickler(in);
        Object root = unpickler.load();
        if (!(new Unpickler(in).load() instanceof List<?> keys)) {
            throw in.broken("it does not list its storages");
        }
        Map<String, StorageReference> references = unpickler.storages();
        Map<String, Region> storages = new HashMap<>();
        for (Object key : keys) {
            StorageReference reference = key instanceof String name ? references.get(name) : null;
            if (reference == null) {
                throw in.broken("it lists a storage that no tensor uses");
            }
            long elements = in.i8();
            if (reference.elements() != elements) {
                throw in.broken("storage " + reference.key() + " has " + elements + " elements, " + reference.elements()
                        + " were announced");
            }
            long bytes = elements * reference.dtype().bytes();
            storages.put(reference.key(), mapped.part(in.position(), in.skip(bytes)));
        }
        return StateDict.of(file, root, storage -> {
            Region data = storages.get(storage.key());
            if (data == null) {
                throw new UserError(file + ": storage " + storage.key() + " is missing.");
            }
            return data;
        });
    }
}
