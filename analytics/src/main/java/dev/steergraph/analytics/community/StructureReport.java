package dev.steergraph.analytics.community;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

    static StructureReport of(List<Map<String, Object>> rows, Components components, int bridges) {
        int[] cores = rows.stream().mapToInt(row -> (Integer) row.get("core")).toArray();
        int highest = Arrays.stream(cores).max().orElse(0);
        return new StructureReport(
                rows.size(),
                components.count(),
                components.largest(),
                highest,
                (int) Arrays.stream(cores).filter(core -> core == highest).count(),
                (int) rows.stream()
                        .filter(row -> (Boolean) row.get("articulation"))
                        .count(),
                bridges);
    }
}
