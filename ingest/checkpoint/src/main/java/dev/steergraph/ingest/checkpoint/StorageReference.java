package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.io.DType;
import java.util.List;

/**
 * Memory that one or several tensors share, as a pickle names it: ("storage", type, key, location, elements) and in the
 * legacy format sometimes a view (key, first element, elements) of it.
 *
 * @param elements of the whole storage
 * @param view the part of it in which the tensors lie
 */
record StorageReference(DType dtype, String key, long elements, View view) {

    /** Elements {@code first} to {@code first + elements} of the storage. */
    record View(long first, long elements) {}

    static StorageReference of(List<?> id, PickleInput in) {
        if (!TorchGlobal.argument(id, 0, String.class, in).equals("storage")) {
            throw in.refused("the object \"" + id.get(0) + "\"");
        }
        DType dtype = TorchGlobal.argument(id, 1, TorchGlobal.Storage.class, in).dtype();
        String key = TorchGlobal.argument(id, 2, String.class, in);
        long elements = TorchGlobal.argument(id, 4, Long.class, in);
        View view = new View(0, elements);
        if (id.size() > 5 && id.get(5) instanceof List<?> part) {
            view = new View(
                    TorchGlobal.argument(part, 1, Long.class, in), TorchGlobal.argument(part, 2, Long.class, in));
        }
        if (elements < 0
                || elements > Long.MAX_VALUE / Long.BYTES
                || view.first() < 0
                || view.elements() < 0
                || view.first() > elements - view.elements()) {
            throw in.broken("storage " + key + " has " + elements + " elements, which its parts do not fit");
        }
        return new StorageReference(dtype, key, elements, view);
    }
}
