package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors of what a pickle holds: a dictionary by name, or one with such a dictionary as its "state_dict". */
final class StateDict {

    private StateDict() {}

    /** Finds the bytes of a storage. */
    interface Storages {
        Region find(StorageReference storage) throws IOException;
    }

    static Map<String, StoredTensor> of(Path file, Object unpickled, Storages storages) throws IOException {
        Object named = unpickled;
        if (unpickled instanceof Map<?, ?> outer && outer.get("state_dict") instanceof Map<?, ?> inner) {
            named = inner;
        }
        if (!(named instanceof Map<?, ?> dictionary)) {
            throw new UserError(file + " holds no dictionary of tensors by name.");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof PickledTensor tensor) {
                tensors.put(name, tensor.in(storages.find(tensor.storage()), file, name));
            }
        }
        return tensors;
    }
}
