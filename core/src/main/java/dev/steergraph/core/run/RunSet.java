package dev.steergraph.core.run;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import java.util.Comparator;

/**
 * A set of codes of a run.
 *
 * @param hook what its SAE reads
 * @param site where its features belong
 * @param id its folder below {@code codes/}: the hook point, for a second SAE on it with the set's name behind
 * @param name the set's part of a feature's printed name, such as {@code gemmascope-res-16k}
 */
public record RunSet(HookPoint hook, FeatureSite site, String id, String name) {

    /** By layer, depth of the site, name. */
    static final Comparator<RunSet> IN_DEPTH = Comparator.comparingInt((RunSet set) -> set.site.depth(set.hook.layer()))
            .thenComparing(RunSet::name)
            .thenComparing(RunSet::id);

    /** What is unique in the run. */
    public FeatureSet key() {
        return new FeatureSet(hook.layer(), name);
    }
}
