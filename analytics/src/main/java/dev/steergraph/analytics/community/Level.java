package dev.steergraph.analytics.community;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * One level of the communities, numbered: the largest is 0; of equal ones that of the earlier first member comes first.
 *
 * @param number of each member's group, in the members' order
 * @param communities the members of each group of two or more, in the members' order; groups of one have higher numbers
 */
record Level(int[] number, List<List<Member>> communities) {

    static Level of(List<Member> members, ToLongFunction<Member> id) {
        Map<Long, List<Integer>> byId = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            byId.computeIfAbsent(id.applyAsLong(members.get(i)), any -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> groups = new ArrayList<>(byId.values());
        groups.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
        int[] number = new int[members.size()];
        List<List<Member>> communities = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            for (int i : groups.get(g)) {
                number[i] = g;
            }
            if (groups.get(g).size() > 1) {
                communities.add(groups.get(g).stream().map(members::get).toList());
            }
        }
        return new Level(number, List.copyOf(communities));
    }
}
