package dev.steergraph.analytics.community;

import java.util.List;

/**
 * The structure of a run's graph.
 *
 * @param features features with a correlation
 * @param components weakly connected components
 * @param largest features of the largest component
 * @param highestCore the largest k with a k-core
 * @param innermost features in that core
 * @param articulationPoints features without which a component falls apart
 * @param bridges correlations without which a component falls apart
 */
public record StructureReport(
        int features,
        int components,
        int largest,
        int highestCore,
        int innermost,
        int articulationPoints,
        int bridges) {

    static StructureReport of(List<FeaturePlace> places, Components components, int bridges) {
        int highest = places.stream().mapToInt(FeaturePlace::core).max().orElse(0);
        return new StructureReport(
                places.size(),
                components.count(),
                components.largest(),
                highest,
                (int) places.stream().filter(place -> place.core() == highest).count(),
                (int) places.stream().filter(FeaturePlace::articulation).count(),
                bridges);
    }
}
