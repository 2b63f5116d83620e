package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** A checkpoint whose tensors are all known. */
public record NamedTensors(Path source, Map<String, StoredTensor> tensors) implements Checkpoint {

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    @Override
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    @Override
    public StoredTensor tensor(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new UserError(source + " has no tensor \"" + name + "\"; "
                    + (tensors.isEmpty()
                            ? "it has none at all."
                            : "the nearest of its " + tensors.size() + " names are "
                                    + String.join(", ", NearNames.of(name, tensors.keySet(), 3)) + "."));
        }
        return tensor;
    }
}
