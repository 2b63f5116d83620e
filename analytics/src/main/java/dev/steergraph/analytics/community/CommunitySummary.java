package dev.steergraph.analytics.community;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One community.
 *
 * @param number 0 is the largest
 * @param size number of features, at least 2
 * @param label up to three tokens that are characteristic of its members
 * @param layers number of members per layer
 * @param sets number of members per set, such as {@code 3/res-16k}, in the order of depth
 * @param categories the categories of contexts that its members fire on unusually often, at most three, most telling first
 */
public record CommunitySummary(
        int number,
        int size,
        String label,
        SortedMap<Integer, Integer> layers,
        Map<String, Integer> sets,
        List<CategoryShare> categories) {

    public CommunitySummary {
        layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
        sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
        categories = List.copyOf(categories);
    }
}
