package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good a run's SAEs are.
 *
 * @param saes by id of the set of codes
 */
public record EvaluateResult(@JsonValue Map<String, EvaluatedSae> saes) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EvaluateResult {
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
    }
}
