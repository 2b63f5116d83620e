package dev.steergraph.core.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code run.json} knows of one stage.
 *
 * @param settings everything that decides its result, checksums of its inputs included
 * @param finished whether all its parts are there
 * @param seconds time spent in it, over all starts
 * @param parts finished files, ordered by path
 * @param report figures it found, for people and for later stages
 */
public record StageState(
        Map<String, String> settings, boolean finished, double seconds, List<Part> parts, Map<String, Object> report) {

    public StageState {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        parts = List.copyOf(parts);
    }

    static StageState begun(Map<String, String> settings) {
        return new StageState(settings, false, 0, List.of(), Map.of());
    }
}
