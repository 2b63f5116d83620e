package dev.steergraph.core.steering.band;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature's usable band, and what it follows from.
 *
 * @param feature printed name
 * @param set id of the set's codes in the run, such as {@code blocks.15.hook_resid_post}
 * @param index in the set
 * @param sae checksum of the SAE's weights, SHA-256
 * @param max M, the feature's largest activation in the run
 * @param low the weakest strength that was tried at which the gain is more than a random direction's; null if there is no band
 * @param high where the band ends: where fluency breaks, or at the strongest strength with a gain; null if there is no band
 * @param breaks strength at which fluency breaks; null if it does at none that was tried
 * @param targets tokens that steering makes likelier, the likeliest first; W
 * @param strengths what was tried, ascending
 * @param unsteered texts of the model itself
 * @param limits what makes a strength break fluency
 * @param documents held-out documents
 * @param tokens of these
 * @param seed of all that was drawn
 */
public record FeatureBand(
        String feature,
        String set,
        int index,
        String sae,
        double max,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double breaks,
        List<TargetToken> targets,
        List<BandStrength> strengths,
        TextQuality unsteered,
        FluencyLimits limits,
        int documents,
        int tokens,
        long seed) {

    public FeatureBand {
        targets = List.copyOf(targets);
        strengths = List.copyOf(strengths);
    }
}
