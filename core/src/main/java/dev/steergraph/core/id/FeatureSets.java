package dev.steergraph.core.id;

import java.util.List;

/**
 * The sets of features of a run, and so what its features are called for short: {@code 3:650} where their layer has one set,
 * {@code 3/res-16k:650} where it has several.
 *
 * @param sets each once, in any order
 */
public record FeatureSets(List<FeatureSet> sets) {

    public FeatureSets {
        sets = List.copyOf(sets);
    }

    /** The shortest address that means this feature and no other of the run. */
    public FeatureAddress address(FeatureSet set, int index) {
        boolean only = sets.stream()
                .noneMatch(other -> other.layer() == set.layer() && !other.sae().equals(set.sae()));
        return FeatureAddress.of(set, index, only);
    }

    /** The same of a feature by its key in the graph, {@code run/model@layer-set:index}. */
    public FeatureAddress address(String key) {
        FeatureId feature = FeatureId.parse(key.substring(key.indexOf('/') + 1));
        return address(new FeatureSet(feature.layer(), feature.sae()), feature.index());
    }
}
