package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides the SAEs that are trained in a run.
 *
 * @param architecture such as {@code batchtopk}
 * @param dSae features
 * @param k mean number of active features a row
 * @param rowVisits rows each SAE sees in all, or 0 for the default
 * @param batch rows a step, or 0 for the default
 * @param seed of weights and order of rows
 * @param activations checksum of each hook point's activations, each under the hook point's name
 */
public record TrainSettings(
        String architecture,
        int dSae,
        int k,
        long rowVisits,
        int batch,
        long seed,
        @JsonAnySetter @JsonAnyGetter Map<HookPoint, String> activations) {

    public TrainSettings {
        activations = Collections.unmodifiableMap(new TreeMap<>(activations == null ? Map.of() : activations));
    }
}
