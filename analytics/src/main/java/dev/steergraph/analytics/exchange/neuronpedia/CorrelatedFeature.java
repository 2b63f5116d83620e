package dev.steergraph.analytics.exchange.neuronpedia;

import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.table.EdgeList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature of the same set that correlates with another one.
 *
 * @param r Pearson correlation over all rows
 * @param cosine of the two columns of activations, which SAEDashboard puts into {@code correlated_features_l1}
 */
record CorrelatedFeature(int index, double r, double cosine) {

    private static final int MAX_CORRELATED = 10;

    /** Of each feature of a set that has edges in it, the most correlated ones, falling by r. */
    static Map<Integer, List<CorrelatedFeature>> of(EdgeList edges, FeatureSet set, FeatureStatistics statistics) {
        Map<Integer, List<CorrelatedFeature>> all = new HashMap<>();
        for (int e = 0; e < edges.size(); e++) {
            if (isOf(set, edges.sourceSet(e)) && isOf(set, edges.targetSet(e))) {
                int a = edges.sourceIndex(e);
                int b = edges.targetIndex(e);
                double cosine = cosine(edges.r()[e], a, b, statistics);
                all.computeIfAbsent(a, f -> new ArrayList<>()).add(new CorrelatedFeature(b, edges.r()[e], cosine));
                all.computeIfAbsent(b, f -> new ArrayList<>()).add(new CorrelatedFeature(a, edges.r()[e], cosine));
            }
        }
        all.replaceAll((feature, found) -> found.stream()
                .sorted(Comparator.<CorrelatedFeature>comparingDouble(c -> -c.r())
                        .thenComparing(CorrelatedFeature::index))
                .limit(MAX_CORRELATED)
                .toList());
        return all;
    }

    /** Tables of earlier versions do not name the only set of a layer. */
    private static boolean isOf(FeatureSet set, FeatureSet found) {
        return found.equals(set) || found.equals(new FeatureSet(set.layer(), ""));
    }

    /** E[xy] = r·sd·sd + mean·mean, over the roots of E[x²] and E[y²]. */
    private static double cosine(double r, int a, int b, FeatureStatistics s) {
        double product = r * s.sd()[a] * s.sd()[b] + s.mean()[a] * s.mean()[b];
        return product / (Math.hypot(s.sd()[a], s.mean()[a]) * Math.hypot(s.sd()[b], s.mean()[b]));
    }
}
