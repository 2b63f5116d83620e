package dev.steergraph.ingest.sae.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models of the {@link Catalogue}: the sizes of their published config.json, read as any model's configuration is. Sizes
 * that no hook point's width depends on may be missing.
 */
public final class PublishedModels {

    private static final String FILE = "models.json";

    private static final class Holder {
        private static final Map<String, ModelInfo> MODELS = read();
    }

    private PublishedModels() {}

    /** @param name as the catalogue has it */
    public static Optional<ModelInfo> named(String name) {
        return Optional.ofNullable(Holder.MODELS.get(name));
    }

    private static Map<String, ModelInfo> read() {
        Map<String, ModelInfo> models = new HashMap<>();
        try (InputStream in = PublishedModels.class.getResourceAsStream(FILE)) {
            for (JsonNode model : new ObjectMapper().readTree(in)) {
                for (JsonNode name : model.path("names")) {
                    models.put(
                            name.asText(),
                            ModelSource.info(name.asText(), new Config(Path.of(FILE), model.path("config"))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }
}
