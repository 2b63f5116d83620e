package dev.steergraph.core.stage;

import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was correlated.
 *
 * @param basis what counts as a feature
 * @param sets ids of sets that stand for their hook points in the place of the first ones
 * @param saes checksums of the SAEs' weights, where edges have details
 * @param checksums of the codes or activations
 */
public record FeatureInputs(
        FeatureBasis basis,
        Map<HookPoint, String> sets,
        Map<HookPoint, String> saes,
        Map<HookPoint, String> checksums) {

    private static final String SET = "set of ";
    private static final String SAE = " sae";

    public FeatureInputs {
        sets = Collections.unmodifiableMap(new TreeMap<>(sets));
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
        checksums = Collections.unmodifiableMap(new TreeMap<>(checksums));
    }

    static FeatureInputs read(FeatureBasis basis, Map<String, String> texts) {
        return new FeatureInputs(
                basis,
                KeyedTexts.byHook(KeyedTexts.beginningWith(SET, texts)),
                KeyedTexts.byHook(KeyedTexts.endingIn(SAE, texts)),
                KeyedTexts.byHook(texts));
    }

    /** As {@code run.json} has them among the settings, by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        sets.forEach((hook, id) -> texts.put(SET + hook, id));
        saes.forEach((hook, sha256) -> texts.put(hook + SAE, sha256));
        checksums.forEach((hook, sha256) -> texts.put(hook.toString(), sha256));
        return texts;
    }
}
