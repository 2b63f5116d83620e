package dev.steergraph.ingest.load.labels;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An explanation of a feature.
 *
 * @param model whose feature it is, as Neuronpedia calls it; null if the file does not say
 * @param set what the file calls the set of features: Neuronpedia's source, delphi's module
 * @param index of the feature in it
 * @param text the explanation
 * @param source who published it: {@code Neuronpedia} or {@code delphi}
 * @param method how it was made, or null
 * @param explainer the language model that wrote it, or null
 * @param scores by name, how well it did
 */
record Label(
        @Nullable String model,
        String set,
        int index,
        String text,
        String source,
        @Nullable String method,
        @Nullable String explainer,
        Map<String, Double> scores) {

    Label {
        scores = new TreeMap<>(scores);
    }

    /** Where its features are from, for messages. */
    String origin() {
        return model == null ? set : model + "/" + set;
    }

    /** What makes it another explanation of the same feature: scores may be measured later. */
    String identity() {
        return String.join(
                "\n", source, Objects.requireNonNullElse(method, ""), Objects.requireNonNullElse(explainer, ""), text);
    }
}
