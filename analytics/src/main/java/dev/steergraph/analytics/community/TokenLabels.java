package dev.steergraph.analytics.community;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names communities by the tokens that their most central members share and other features do not. */
final class TokenLabels {

    private static final int CENTRAL_MEMBERS = 25;
    private static final int TOKENS = 3;

    private static final String SEPARATOR = ", ";

    private final Map<String, Long> all = new HashMap<>();
    private final double features;

    /** @param featuresOfLabel how many features of the run carry each label */
    TokenLabels(Map<String, Long> featuresOfLabel) {
        featuresOfLabel.forEach((label, count) -> tokens(label).forEach(t -> all.merge(t, count, Long::sum)));
        this.features =
                featuresOfLabel.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Up to three tokens, or the most central member's label if its members share none. */
    String of(List<Member> community) {
        List<Member> central = community.stream()
                .sorted(Comparator.comparingDouble((Member m) -> -m.pageRank()).thenComparing(Member::key))
                .limit(CENTRAL_MEMBERS)
                .toList();
        Map<String, Long> shared = new HashMap<>();
        central.forEach(m -> tokens(m.label()).forEach(t -> shared.merge(t, 1L, Long::sum)));
        shared.values().removeIf(count -> count < 2);
        String label = Characteristic.of(shared, central.size(), all, features, TOKENS).stream()
                .map(Characteristic.Share::thing)
                .collect(Collectors.joining(SEPARATOR));
        return label.isEmpty() ? central.get(0).label() : label;
    }

    private static Set<String> tokens(String label) {
        Set<String> tokens = new LinkedHashSet<>(List.of(label.split(SEPARATOR)));
        tokens.removeIf(t -> t.codePoints().noneMatch(Character::isLetterOrDigit));
        return tokens;
    }
}
