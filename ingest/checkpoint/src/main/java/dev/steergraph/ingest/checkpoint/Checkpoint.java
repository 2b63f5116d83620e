package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * The named tensors of a model folder. Read are, in this order of preference, {@code model.safetensors},
 * {@code model.safetensors.index.json} with its shards, {@code pytorch_model.bin} and
 * {@code pytorch_model.bin.index.json} with its shards. Opening reads headers only; tensors are mapped into memory.
 */
public interface Checkpoint {

    /**
     * Opens a model's folder, or one file of tensors ({@code .safetensors}, {@code .npz}, or whatever {@code torch.save} wrote).
     *
     * @throws UserError if there are no weights or they are damaged
     */
    static Checkpoint open(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return new NamedTensors(folder, TensorFile.read(folder));
        }
        for (String name : new String[] {"model.safetensors", "pytorch_model.bin"}) {
            Path single = folder.resolve(name);
            if (isThere(single)) {
                return new NamedTensors(folder, TensorFile.read(single));
            }
            Path index = folder.resolve(name + ".index.json");
            if (isThere(index)) {
                return new NamedTensors(folder, ShardIndex.read(index).tensors());
            }
        }
        throw new UserError(folder + (Files.isDirectory(folder) ? " has no weights" : " is no folder")
                + "; model.safetensors, pytorch_model.bin or the index.json of either's shards was expected there.");
    }

    /** In whatever form: what is no file is refused by name, and not passed over. */
    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** What was opened, for messages. */
    Path source();

    /** Names of all tensors, in the order of the files. */
    Set<String> names();

    boolean has(String name);

    /**
     * A tensor by name.
     *
     * @throws UserError if there is none of that name; the sentence gives the names nearest to it
     */
    StoredTensor tensor(String name) throws IOException;
}
