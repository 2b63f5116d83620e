package dev.steergraph.ingest.corpus.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables: what is set inside a loop is gone after it. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Object> own = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    Object get(String name) {
        Object found = own.get(name);
        if (found != null) {
            return found;
        }
        return outer == null ? Values.UNDEFINED : outer.get(name);
    }

    void set(String name, Object value) {
        own.put(name, value);
    }

    /** Where macros see what templates set. */
    Scope outermost() {
        return outer == null || outer.outer == null ? this : outer.outermost();
    }
}
