package dev.steergraph.core.stage;

import com.fasterxml.jackson.databind.util.StdConverter;
import org.jspecify.annotations.Nullable;

/** Reads a setting whose absence is written as the word {@code null}. */
final class NullWord extends StdConverter<String, @Nullable String> {

    @Override
    public @Nullable String convert(String text) {
        return text.equals("null") ? null : text;
    }
}
