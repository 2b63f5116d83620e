package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Codes of one SAE.
 *
 * @param dSae features
 * @param from the SAE: a folder, relative to the run if it lies there, or a place on the hub; null if no SAE made the codes
 * @param sae its name in features' printed names, such as {@code res-batchtopk-4096}
 */
public record EncodedSet(
        int dSae,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        String sae) {}
