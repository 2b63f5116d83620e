package dev.steergraph.web.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Locale;

/**
 * One line of an answer that is sent as it comes about.
 *
 * @param event which kind it is
 * @param content what it says
 * @see <a href="https://github.com/ndjson/ndjson-spec">newline-delimited JSON</a>
 */
public record Line<T>(String event, @JsonUnwrapped T content) {

    public static final String MEDIA_TYPE = "application/x-ndjson";

    /** A line whose kind is the name of what it says. */
    public static <T> Line<T> of(T content) {
        return new Line<>(content.getClass().getSimpleName().toLowerCase(Locale.ROOT), content);
    }
}
