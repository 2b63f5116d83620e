package dev.steergraph.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The model of a run.
 *
 * @param id its name in features' keys
 * @param architecture its config.json's {@code model_type}; null in runs of older versions
 * @param dModel width of its residual stream
 * @param layers its blocks
 * @param tokenizerSha256 checksum of its tokenizer; null where there is none
 * @param widths of the run's hook points that are not as wide as the residual stream; older runs have none
 */
@JsonPropertyOrder(alphabetic = true)
public record ModelDescription(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String architecture,
        int dModel,
        int layers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tokenizerSha256,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<HookPoint, Integer> widths) {

    public ModelDescription {
        widths = widths == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(widths));
    }

    /** How many values a row has at one of the run's hook points. */
    public int width(HookPoint hook) {
        return widths == null ? dModel : widths.getOrDefault(hook, dModel);
    }
}
