package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.core.id.HookPoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run.
 *
 * @param documents documents taken
 * @param rows rows made of them
 * @param specialTokens tokens of the sequences that are no rows since they are special, such as BOS; null in runs of earlier
 *     versions
 * @param hooks where activations were read, ascending
 * @param tokens checksum of the rows' tokens and documents
 * @param outliers rows of extraordinary norm; null in runs that did not look for them
 * @param activations checksum of each hook point's activations, or {@link #NOT_KEPT}; each under the hook point's name
 */
public record ExtractResult(
        long documents,
        long rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long specialTokens,
        List<HookPoint> hooks,
        String tokens,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Outliers outliers,
        @JsonAnyGetter Map<HookPoint, String> activations) {

    /** In the place of a checksum, where activations were encoded at once. */
    public static final String NOT_KEPT = "encoded, not kept";

    public ExtractResult {
        hooks = List.copyOf(hooks);
        activations = Collections.unmodifiableMap(new TreeMap<>(activations));
    }

    /** Of rows whose sequences have no special tokens that anyone has counted. */
    public ExtractResult(
            long documents,
            long rows,
            List<HookPoint> hooks,
            String tokens,
            @Nullable Outliers outliers,
            Map<HookPoint, String> activations) {
        this(documents, rows, null, hooks, tokens, outliers, activations);
    }

    /** Of an extraction that is at work: what it has decided before its first row. */
    public static ExtractResult begun(List<HookPoint> hooks, Outliers outliers) {
        return new ExtractResult(0, 0, hooks, "", outliers, Map.of());
    }

    @JsonCreator
    static ExtractResult read(
            @JsonProperty("documents") long documents,
            @JsonProperty("rows") long rows,
            @JsonProperty("specialTokens") @Nullable Long specialTokens,
            @JsonProperty("hooks") @Nullable List<HookPoint> hooks,
            @JsonProperty("tokens") @Nullable String tokens,
            @JsonProperty("outliers") @Nullable Outliers outliers,
            @JsonAnySetter Map<String, String> activations) {
        return new ExtractResult(
                documents,
                rows,
                specialTokens,
                Objects.requireNonNullElse(hooks, List.of()),
                Objects.requireNonNullElse(tokens, ""),
                outliers,
                KeyedTexts.byHook(activations));
    }
}
