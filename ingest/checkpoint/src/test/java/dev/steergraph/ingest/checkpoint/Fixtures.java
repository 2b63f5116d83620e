package dev.steergraph.ingest.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The checkpoints that fixtures.py wrote with PyTorch and safetensors. */
final class Fixtures {

    private Fixtures() {}

    static Path path(String name) {
        try {
            return Path.of(Fixtures.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tensor name to dtype, shape and values. */
    static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(path("expected.json").toFile());
    }
}
