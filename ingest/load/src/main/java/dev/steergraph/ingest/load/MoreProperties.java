package dev.steergraph.ingest.load;

import dev.steergraph.core.feature.LogitLens;
import dev.steergraph.core.steering.band.FeatureBand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Properties that features of some sets have: the tokens that they promote and suppress, with what they add to the logits,
 * their page at Neuronpedia, and the strengths with which it is useful to steer along them.
 *
 * @param lens null of features that do not write to the residual stream of a language model
 * @param text of a token, as it stands in a text
 * @param source Neuronpedia's model and source, such as {@code gemma-2-2b/12-gemmascope-res-16k}; null for an SAE that is not
 *     there
 * @param bands by index, usable bands of those features of which one was measured
 */
public record MoreProperties(
        @Nullable LogitLens lens,
        IntFunction<String> text,
        @Nullable String source,
        Map<Integer, FeatureBand> bands) {

    /** Nothing more is known. */
    public static final MoreProperties NONE = new MoreProperties(null, token -> "", null, Map.of());

    private static final String NEURONPEDIA = "https://www.neuronpedia.org/";

    private static final List<String> BANDS = List.of("bandLow", "bandHigh", "bandBreaks");

    /** Types of neo4j-admin, by name. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("topTokens", "string[]");
        TYPES.put("topLogits", "double[]");
        TYPES.put("bottomTokens", "string[]");
        TYPES.put("bottomLogits", "double[]");
        TYPES.put("neuronpedia", "string");
        BANDS.forEach(name -> TYPES.put(name, "double"));
    }

    /** Names of those that some feature of these layers may have. */
    static List<String> names(List<LayerFeatures> layers) {
        boolean lenses = layers.stream().anyMatch(layer -> layer.more().lens() != null);
        boolean pages = layers.stream().anyMatch(layer -> layer.more().source() != null);
        boolean bands = layers.stream().anyMatch(layer -> !layer.more().bands().isEmpty());
        return TYPES.keySet().stream()
                .filter(name -> BANDS.contains(name) ? bands : name.equals("neuronpedia") ? pages : lenses)
                .toList();
    }

    /** What neo4j-admin calls the type. */
    static String type(String name) {
        return Objects.requireNonNull(TYPES.get(name), name);
    }

    /** Those of a feature, by name. */
    Map<String, Object> of(int feature) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (lens != null && !lens.top(feature).isEmpty()) {
            properties.put("topTokens", tokens(lens.top(feature)));
            properties.put("topLogits", values(lens.top(feature)));
            properties.put("bottomTokens", tokens(lens.bottom(feature)));
            properties.put("bottomLogits", values(lens.bottom(feature)));
        }
        if (source != null) {
            properties.put("neuronpedia", NEURONPEDIA + source + "/" + feature);
        }
        FeatureBand band = bands.get(feature);
        if (band != null) {
            put(properties, "bandLow", band.low());
            put(properties, "bandHigh", band.high());
            put(properties, "bandBreaks", band.breaks());
        }
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable Double value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** The character that neo4j-admin's files have between tokens is in none of them. */
    private List<String> tokens(List<LogitLens.Logit> logits) {
        return logits.stream()
                .map(logit -> text.apply(logit.token()).replace(AdminCsv.BETWEEN, '\uFFFD'))
                .toList();
    }

    private static float[] values(List<LogitLens.Logit> logits) {
        float[] values = new float[logits.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = logits.get(i).value();
        }
        return values;
    }
}
