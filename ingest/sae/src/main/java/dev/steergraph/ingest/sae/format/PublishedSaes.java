package dev.steergraph.ingest.sae.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is known of published SAEs beside their files. SAELens keeps it in its list of releases
 * ({@code pretrained_saes.yaml}), from which {@code published.json} was made: whether they were trained on centred writing
 * weights, and factors by which activations were scaled.
 *
 * @param centered whether the model's writing weights were centred
 * @param factor norm_scaling_factor; null if the list has none
 */
record PublishedSaes(boolean centered, @Nullable Float factor) {

    private static final PublishedSaes UNKNOWN = new PublishedSaes(false, null);

    /** @param folder of an SAE, in the hub's cache or in a folder that has the repository's name */
    static PublishedSaes of(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        JsonNode list = list();
        for (int i = 0; i < whole.getNameCount(); i++) {
            String part = whole.getName(i).toString();
            for (JsonNode entry : list) {
                String repository = entry.path("repository").asText();
                boolean cached = part.equals("models--" + repository.replace("/", "--"));
                if (cached || part.equals(repository.substring(repository.indexOf('/') + 1))) {
                    JsonNode factor = entry.path("factors").path(String.valueOf(whole.getFileName()));
                    return new PublishedSaes(
                            entry.path("centered").asBoolean(), factor.isNumber() ? (Float) factor.floatValue() : null);
                }
            }
        }
        return UNKNOWN;
    }

    private static JsonNode list() throws IOException {
        try (InputStream in = PublishedSaes.class.getResourceAsStream("published.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
