package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Intervals by resampling documents.
 *
 * @param resamples how many times
 * @param edges how many of the strongest edges get an interval
 */
public record Bootstrap(int resamples, int edges) {

    private static final String OF = " of ";

    @JsonCreator
    static Bootstrap parse(String text) {
        int at = text.indexOf(OF);
        return new Bootstrap(
                Integer.parseInt(text.substring(0, at)), Integer.parseInt(text.substring(at + OF.length())));
    }

    @JsonValue
    @Override
    public String toString() {
        return resamples + OF + edges;
    }
}
