package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.format.KnownL0;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codes that one SAE makes of one hook point.
 *
 * @param id its folder below {@code codes/}: the hook point, for a second SAE on it with the set's name behind
 * @param name the set's part of a feature's printed name, such as {@code gemmascope-res-16k}
 * @param place where the SAE is, for messages
 * @param sha256 of its weights
 * @param knownL0 how many features should be active, if something says it
 * @param neuronpedia model and source of the same SAE at Neuronpedia; null if it is not known to be there
 */
public record CodeSet(
        HookPoint hook,
        String id,
        String name,
        String place,
        Sae sae,
        String sha256,
        Optional<KnownL0> knownL0,
        @Nullable String neuronpedia) {

    /** Of an SAE of which nothing says how many features should be active, nor that it is at Neuronpedia. */
    public CodeSet(HookPoint hook, String id, String name, String place, Sae sae, String sha256) {
        this(hook, id, name, place, sae, sha256, Optional.empty(), null);
    }

    /** Where the features belong: a transcoder's to the MLP, all others where they are read. */
    public FeatureSite site() {
        Transcoding transcoding = sae.transcoding();
        return transcoding == null ? FeatureSite.of(hook) : transcoding.site();
    }

    /**
     * Codes that this set's SAE made.
     *
     * @throws UserError if a value is not finite
     */
    public SaeEncoder.Codes finite(SaeEncoder.Codes made) {
        for (int e = 0; e < made.values().length; e++) {
            if (!Float.isFinite(made.values()[e])) {
                throw new UserError("The SAE " + place + " makes feature " + made.features()[e] + " of " + hook + " "
                        + made.values()[e] + ": weights or activations are too large; give a sound SAE for " + hook
                        + ", or extract with another dtype.");
            }
        }
        return made;
    }
}
