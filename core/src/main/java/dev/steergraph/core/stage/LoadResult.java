package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database holds of a run.
 *
 * @param features FEATURE nodes
 * @param relationships CORRELATES relationships
 * @param contexts CONTEXT nodes
 * @param sets names of the SAEs whose features these are; null of raw dimensions
 * @param setsLeftOut ids of sets of codes that are not correlated; null of raw dimensions
 * @param moves MOVES relationships; null of a run whose effects are not measured
 */
public record LoadResult(
        long features,
        long relationships,
        long contexts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> sets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> setsLeftOut,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long moves) {}
