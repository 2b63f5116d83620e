package dev.steergraph.core.run;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a record that was read from JSON lacks: Jackson leaves what is missing null, whether that may be or not. */
final class WholeRecord {

    private WholeRecord() {}

    /** The name of a component, of the record or of one inside it, that is null and not {@link Nullable}. */
    static Optional<String> missing(@Nullable Object value) {
        if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object part = valueOf(component, record);
                boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                Optional<String> found = part == null && !optional ? Optional.of(component.getName()) : missing(part);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> (entry.getValue() == null
                                    ? Optional.of(String.valueOf(entry.getKey()))
                                    : missing(entry.getValue()))
                            .stream())
                    .findFirst();
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream()
                    .flatMap(element ->
                            (element == null ? Optional.of("an element of a list") : missing(element)).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
