package dev.steergraph.steering.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** What {@code make_statistics.py} computed. */
final class References {

    private References() {}

    static JsonNode of(String part) throws IOException {
        try (InputStream in = References.class.getResourceAsStream("statistics.json")) {
            return new ObjectMapper().readTree(in).get(part);
        }
    }

    static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = array.get(k).asDouble();
        }
        return values;
    }
}
