package dev.steergraph.core.stage;

import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was correlated.
 *
 * @param basis what counts as a feature
 * @param saes checksums of the SAEs' weights, where edges have details; by id of the set of codes
 * @param checksums of the codes, by id of the set, or of the activations, by hook point
 */
public record FeatureInputs(FeatureBasis basis, Map<String, String> saes, Map<String, String> checksums) {

    /** A set that is the only one of its hook point goes by that, and is named here if it is not the first. */
    private static final String SET = "set of ";

    private static final String SAE = " sae";

    public FeatureInputs {
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
        checksums = Collections.unmodifiableMap(new TreeMap<>(checksums));
    }

    static FeatureInputs read(FeatureBasis basis, Map<String, String> texts) {
        Map<String, String> alone = KeyedTexts.beginningWith(SET, texts);
        return new FeatureInputs(basis, byId(alone, KeyedTexts.endingIn(SAE, texts)), byId(alone, texts));
    }

    /** Those whose keys are sets; others, of an older or newer version, are left out. */
    private static Map<String, String> byId(Map<String, String> alone, Map<String, String> texts) {
        Map<String, String> found = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (!key.endsWith(SAE) && HookPoint.ofSet(key).isPresent()) {
                found.put(alone.getOrDefault(key, key), text);
            }
        });
        return found;
    }

    /** As {@code run.json} has them among the settings, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        checksums.forEach((id, sha256) -> {
            String key = key(id);
            texts.put(key, sha256);
            if (!key.equals(id)) {
                texts.put(SET + key, id);
            }
        });
        saes.forEach((id, sha256) -> texts.put(key(id) + SAE, sha256));
        return texts;
    }

    private String key(String id) {
        return HookPoint.ofSet(id)
                .filter(hook -> checksums.keySet().stream()
                        .allMatch(other ->
                                other.equals(id) || !HookPoint.ofSet(other).equals(HookPoint.ofSet(id))))
                .map(HookPoint::toString)
                .orElse(id);
    }
}
