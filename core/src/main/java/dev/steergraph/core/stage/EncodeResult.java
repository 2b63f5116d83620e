package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sets of codes of a run.
 *
 * @param planted pairs that were planted in synthetic codes; null of codes that an SAE made
 * @param sets by id, which is the hook point's name, or, of a second SAE of the hook point, that and the SAE's name
 */
public record EncodeResult(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer planted,
        @JsonAnySetter @JsonAnyGetter Map<String, EncodedSet> sets) {

    public EncodeResult {
        sets = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(sets, Map.of())));
    }

    /** Codes that SAEs made. */
    public EncodeResult(Map<String, EncodedSet> sets) {
        this(null, sets);
    }
}
