package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip archive with {@code <any>/data.pkl} and one uncompressed member
 * {@code <any>/data/<key>} per storage.
 */
final class TorchZip {

    private TorchZip() {}

    static Map<String, StoredTensor> read(MappedFile mapped) throws IOException {
        Path file = mapped.file();
        Map<String, Region> members = ZipMembers.read(mapped);
        Map.Entry<String, Region> pickle = members.entrySet().stream()
                .filter(member -> member.getKey().endsWith("/data.pkl"))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(file + " is a zip archive without data.pkl, not what torch.save writes."));
        String prefix = pickle.getKey().replaceFirst("data\\.pkl$", "");
        if (members.containsKey(prefix + "constants.pkl")) {
            throw new UserError(file + " is a TorchScript program, not a checkpoint; save its state_dict instead.");
        }
        Region order = members.get(prefix + "byteorder");
        if (order != null) {
            String name = new PickleInput(file, order).latin1(order.size());
            if (!name.equals("little")) {
                throw new UserError(file + " was written in byte order \"" + name + "\"; only little is read.");
            }
        }
        Object root = new Unpickler(new PickleInput(file, pickle.getValue())).load();
        return StateDict.of(file, root, storage -> {
            Region data = members.get(prefix + "data/" + storage.key());
            long bytes = storage.elements() * storage.dtype().bytes();
            if (data == null || data.size() < bytes) {
                throw new UserError(file + ": storage " + storage.key() + " should have " + bytes + " bytes, it "
                        + (data == null ? "is missing." : "has " + data.size() + "."));
            }
            return data;
        });
    }
}
