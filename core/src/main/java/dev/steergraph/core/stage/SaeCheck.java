package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How an SAE does on the first rows of a run, of which is seen whether it belongs to these activations.
 *
 * @param rows so many
 * @param fvu fraction of variance unexplained, Σ‖x − x̂‖² / Σ‖x − mean‖² over these rows; of a transcoder x is what it
 *     predicts. Null where that cannot be measured
 * @param l0 mean number of active features a row
 * @param knownL0 what it should be; null if nothing says it
 * @param knownFrom what says it: {@code config}, {@code path}, {@code catalogue}
 */
public record SaeCheck(
        int rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double fvu,
        double l0,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double knownL0,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String knownFrom) {}
