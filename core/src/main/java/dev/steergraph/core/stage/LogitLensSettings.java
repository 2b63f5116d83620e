package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides which tokens features promote.
 *
 * @param model whose unembedding it is, with its revision if one was given
 * @param saes by id of the set of codes, checksum of the SAE's weights; of those that write to the residual stream
 */
public record LogitLensSettings(String model, Map<String, String> saes) {

    private static final String MODEL = "model";
    private static final String SAE = " sae";

    public LogitLensSettings {
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
    }

    /** @param saes checksums by id */
    public static LogitLensSettings of(ExtractSettings extracted, Map<String, String> saes) {
        return new LogitLensSettings(model(extracted), saes);
    }

    /** Whether a run that was extracted so has this model. */
    public boolean isOf(ExtractSettings extracted) {
        return model.equals(model(extracted));
    }

    private static String model(ExtractSettings extracted) {
        return extracted.revision() == null ? extracted.model() : extracted.model() + "@" + extracted.revision();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LogitLensSettings read(Map<String, String> texts) {
        return new LogitLensSettings(texts.getOrDefault(MODEL, ""), KeyedTexts.endingIn(SAE, texts));
    }

    @JsonValue
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>(Map.of(MODEL, model));
        saes.forEach((set, sha256) -> texts.put(set + SAE, sha256));
        return texts;
    }
}
