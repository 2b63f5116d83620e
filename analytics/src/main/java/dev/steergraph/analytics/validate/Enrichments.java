package dev.steergraph.analytics.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/** Tests every category in every group of texts, and corrects for all of these tests together. */
final class Enrichments {

    private record Found(int group, int category, int inCategory, int texts, double p) {}

    private record Draw(int ofCategory, int texts, int inCategory) {}

    private final TextCategories categories;
    private final Map<Draw, Double> known = new HashMap<>();

    Enrichments(TextCategories categories) {
        this.categories = categories;
    }

    /**
     * @param groups the texts of each group, each once
     * @return for each group the categories that it has, smallest p first
     */
    List<List<Enrichment>> of(List<int[]> groups) {
        List<Found> found = new ArrayList<>();
        long tested = 0;
        for (int g = 0; g < groups.size(); g++) {
            int[] count = categories.count(groups.get(g));
            tested += groups.get(g).length == 0 ? 0 : count.length;
            for (int c = 0; c < count.length; c++) {
                // A category that is absent has p = 1: it is counted as tested, and never enriched.
                if (count[c] > 0) {
                    int texts = groups.get(g).length;
                    found.add(new Found(
                            g, c, count[c], texts, p(new Draw(categories.texts()[c], texts, count[c]))));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Found::p)
                .thenComparingInt(Found::group)
                .thenComparingInt(Found::category));
        double[] q =
                BenjaminiHochberg.adjust(found.stream().mapToDouble(Found::p).toArray(), tested);
        List<List<Enrichment>> of = new ArrayList<>();
        groups.forEach(any -> of.add(new ArrayList<>()));
        for (int i = 0; i < found.size(); i++) {
            of.get(found.get(i).group()).add(enrichment(found.get(i), q[i]));
        }
        return of;
    }

    private Enrichment enrichment(Found f, double q) {
        double base = (double) categories.texts()[f.category()] / categories.all();
        double lift = f.inCategory() / (base * f.texts());
        return new Enrichment(categories.names().get(f.category()), f.inCategory(), f.texts(), base, lift, f.p(), q);
    }

    private double p(Draw draw) {
        return known.computeIfAbsent(
                draw, d -> new HypergeometricDistribution(null, categories.all(), d.ofCategory(), d.texts())
                        .upperCumulativeProbability(d.inCategory()));
    }
}
