package dev.steergraph.web.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of a query's parameters, of which some may be null. */
public final class Arguments {

    /** For a query without parameters. */
    public static final Arguments NONE = new Arguments(Map.of());

    private final Map<String, @Nullable Object> values;

    private Arguments(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    public static Arguments of(String name, Object value) {
        return NONE.with(name, value);
    }

    /** These and another one. */
    public Arguments with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new HashMap<>(values);
        more.put(name, value);
        return new Arguments(Collections.unmodifiableMap(more));
    }

    /** These and another one, null if it is empty. */
    public Arguments with(String name, Optional<?> value) {
        return with(name, value.isPresent() ? value.get() : null);
    }

    Map<String, @Nullable Object> values() {
        return values;
    }
}
