package dev.steergraph.analytics.community;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which things are characteristic of a group: p ln(p/q), with p the thing's share in the group and q its share overall. This is
 * the thing's part of the Kullback-Leibler divergence between the two, so that neither rare nor ubiquitous things win.
 */
final class Characteristic {

    private Characteristic() {}

    /** A thing with its share in the group and overall. */
    record Share(String thing, double share, double base) {
        double score() {
            return share * Math.log(share / base);
        }
    }

    /** The things with a positive score, highest first, ties by name; at most {@code max} of them. */
    static List<Share> of(Map<String, Long> group, double groupTotal, Map<String, Long> all, double total, int max) {
        return group.entrySet().stream()
                .map(e -> new Share(
                        e.getKey(), e.getValue() / groupTotal, Objects.requireNonNull(all.get(e.getKey())) / total))
                .filter(s -> s.score() > 0)
                .sorted(Comparator.comparingDouble((Share s) -> -s.score()).thenComparing(Share::thing))
                .limit(max)
                .toList();
    }
}
