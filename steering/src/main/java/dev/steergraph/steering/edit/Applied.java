package dev.steergraph.steering.edit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.id.HookPoint;
import org.jspecify.annotations.Nullable;

/**
 * What was written at one hook point while a text was read and continued.
 *
 * @param prompt tokens of the prompt that were written at
 * @param generated of those that were added
 * @param ratio mean |δ| over mean |x| of the prompt's tokens that were written at; null if there were none
 */
public record Applied(
        HookPoint hook,
        int prompt,
        int generated,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double ratio) {}
