package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a run.
 *
 * @param documents documents taken
 * @param rows rows made of them
 * @param hooks where activations were read, ascending
 * @param tokens checksum of the rows' tokens and documents
 * @param activations checksum of each hook point's activations, or {@link #NOT_KEPT}; each under the hook point's name
 */
public record ExtractResult(
        long documents,
        long rows,
        List<HookPoint> hooks,
        String tokens,
        @JsonAnyGetter Map<HookPoint, String> activations) {

    /** In the place of a checksum, where activations were encoded at once. */
    public static final String NOT_KEPT = "encoded, not kept";

    public ExtractResult {
        hooks = List.copyOf(hooks);
        activations = Collections.unmodifiableMap(new TreeMap<>(activations));
    }

    @JsonCreator
    static ExtractResult read(
            @JsonProperty("documents") long documents,
            @JsonProperty("rows") long rows,
            @JsonProperty("hooks") List<HookPoint> hooks,
            @JsonProperty("tokens") String tokens,
            @JsonAnySetter Map<String, String> activations) {
        return new ExtractResult(documents, rows, hooks, tokens, KeyedTexts.byHook(activations));
    }
}
