package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides the codes of a run.
 *
 * @param activations by hook point, checksum of the activations that are encoded, or {@link #ONE_PASS}
 * @param saes by id of the set of codes, checksum of the SAE's weights
 */
public record EncodeSettings(Map<String, String> activations, Map<String, String> saes) {

    /** In the place of a checksum: encoded while the model ran. */
    public static final String ONE_PASS = "in one pass";

    private static final String ACTIVATIONS = " activations";
    private static final String SAE = " sae";

    public EncodeSettings {
        activations = Collections.unmodifiableMap(new TreeMap<>(activations));
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EncodeSettings read(Map<String, String> texts) {
        return new EncodeSettings(KeyedTexts.endingIn(ACTIVATIONS, texts), KeyedTexts.endingIn(SAE, texts));
    }

    /** Whether the codes were made while the model ran. */
    public boolean isOnePass() {
        return activations.containsValue(ONE_PASS);
    }

    @JsonValue
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        activations.forEach((hook, sha256) -> texts.put(hook + ACTIVATIONS, sha256));
        saes.forEach((set, sha256) -> texts.put(set + SAE, sha256));
        return texts;
    }
}
