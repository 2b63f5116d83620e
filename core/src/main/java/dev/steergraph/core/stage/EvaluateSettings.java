package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides how good SAEs are on the documents that training holds out.
 *
 * @param rows checksum of the run's tokens
 * @param tokens predicted at least, if the documents have them
 * @param saes by id of the set of codes, checksum of the SAE's weights
 */
public record EvaluateSettings(String rows, long tokens, Map<String, String> saes) {

    private static final String SAE = " sae";

    public EvaluateSettings {
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EvaluateSettings read(Map<String, String> texts) {
        return new EvaluateSettings(
                texts.getOrDefault("rows", ""),
                Long.parseLong(texts.getOrDefault("tokens", "0")),
                KeyedTexts.endingIn(SAE, texts));
    }

    @JsonValue
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>(Map.of("rows", rows, "tokens", Long.toString(tokens)));
        saes.forEach((set, sha256) -> texts.put(set + SAE, sha256));
        return texts;
    }
}
