package dev.steergraph.core.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Codes of one SAE.
 *
 * @param dSae features
 * @param from the SAE: a folder, relative to the run if it lies there, or a place on the hub; null if no SAE made the codes
 * @param sae its name in features' printed names, such as {@code res-batchtopk-4096}
 * @param site where its features belong; null if that is where they are read
 * @param check how the SAE does on the first rows; null in runs that did not look, or if no SAE made the codes
 * @param neuronpedia model and source of the same SAE at Neuronpedia, such as {@code gemma-2-2b/12-gemmascope-res-16k}; null
 *     of SAEs that are not known to be there, and in runs of earlier versions
 */
public record EncodedSet(
        int dSae,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        String sae,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FeatureSite site,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SaeCheck check,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String neuronpedia) {

    /** Of features that belong where they are read, unchecked, of an SAE that is not known to be at Neuronpedia. */
    public EncodedSet(int dSae, @Nullable String from, String sae) {
        this(dSae, from, sae, null, null, null);
    }

    /** Where its features belong. @param hook that its SAE reads */
    public FeatureSite siteAt(HookPoint hook) {
        return Objects.requireNonNullElse(site, FeatureSite.of(hook));
    }
}
