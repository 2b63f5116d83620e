package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
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
        @JsonAnyGetter Map<HookPoint, String> activations) {

    public TrainSettings {
        activations = Collections.unmodifiableMap(new TreeMap<>(activations));
    }

    @JsonCreator
    static TrainSettings read(
            @JsonProperty("architecture") String architecture,
            @JsonProperty("dSae") int dSae,
            @JsonProperty("k") int k,
            @JsonProperty("rowVisits") long rowVisits,
            @JsonProperty("batch") int batch,
            @JsonProperty("seed") long seed,
            @JsonAnySetter Map<String, String> activations) {
        return new TrainSettings(architecture, dSae, k, rowVisits, batch, seed, KeyedTexts.byHook(activations));
    }
}
