package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SAEs that were trained so far.
 *
 * @param saes by hook point
 */
public record TrainResult(@JsonValue Map<HookPoint, TrainedSae> saes) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TrainResult {
        saes = Collections.unmodifiableMap(new TreeMap<>(saes));
    }

    /** With one more. */
    public TrainResult with(HookPoint hook, TrainedSae sae) {
        Map<HookPoint, TrainedSae> more = new TreeMap<>(saes);
        more.put(hook, sae);
        return new TrainResult(more);
    }
}
