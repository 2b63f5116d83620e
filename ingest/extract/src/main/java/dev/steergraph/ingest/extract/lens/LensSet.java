package dev.steergraph.ingest.extract.lens;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.Transcoding;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A set whose features are led to the vocabulary.
 *
 * @param id its folder below {@code codes/}
 * @param hook where its decoder rows are directions
 * @param sha256 of the SAE's weights
 */
record LensSet(String id, HookPoint hook, Sae sae, String sha256) {

    /**
     * What is the residual stream, or is added to it as it is: where a block has a norm after attention or MLP, these are
     * behind it.
     */
    private static final Set<Site> IN_THE_STREAM = EnumSet.of(
            Site.EMBED,
            Site.RESID_PRE,
            Site.ATTN_OUT,
            Site.RESID_MID,
            Site.MLP_OUT,
            Site.UNNORMALIZED_RESID_POST,
            Site.RESID_POST);

    /**
     * A set whose decoder rows are directions in the residual stream, or lead there by attention's output projection; nothing
     * of others, such as what the MLP reads.
     *
     * @param read hook point whose codes they are
     */
    static Optional<LensSet> of(String id, HookPoint read, Sae sae, String sha256) {
        Transcoding transcoding = sae.transcoding();
        if (transcoding != null && !HookPoint.isName(transcoding.hook())) {
            return Optional.empty();
        }
        HookPoint hook = transcoding == null ? read : HookPoint.parse(transcoding.hook());
        return hook.site() == Site.Z || IN_THE_STREAM.contains(hook.site())
                ? Optional.of(new LensSet(id, hook, sae, sha256))
                : Optional.empty();
    }

    /** Whether attention's output projection lies on the way. */
    boolean isProjected() {
        return hook.site() == Site.Z;
    }
}
