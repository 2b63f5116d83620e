package dev.steergraph.core.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The finished files of a stage, in {@link PartOrder}, each found by its path; any thread may ask. */
final class StageParts {

    private final TreeMap<String, Part> byPath = new TreeMap<>(PartOrder.PATHS);
    private List<Part> list = List.of();
    private boolean listed;

    StageParts(Collection<Part> parts) {
        parts.forEach(part -> byPath.put(part.path(), part));
        listed = false;
    }

    synchronized void add(Collection<Part> parts) {
        parts.forEach(part -> byPath.put(part.path(), part));
        listed = false;
    }

    synchronized Optional<Part> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    synchronized List<Part> all() {
        if (!listed) {
            list = List.copyOf(byPath.values());
            listed = true;
        }
        return list;
    }
}
