package dev.steergraph.analytics.community;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param members all features with correlations
 * @param levels finest first; none if no correlation is positive
 * @param modularity of the last level, 0 if there is none
 */
record Communities(List<Member> members, List<Level> levels, double modularity) {

    static Communities find(Projection projection, CommunityParameters parameters) {
        if (!projection.hasHops()) {
            return new Communities(List.of(), List.of(), 0);
        }
        List<Member> members = projection.members(parameters);
        if (!projection.hasPositive()) {
            return new Communities(members, List.of(), 0);
        }
        double modularity = projection.leiden(parameters);
        Map<Long, long[]> paths = projection.levels();
        List<Level> levels = new ArrayList<>();
        int depth = path(paths, members.get(0)).length;
        for (int level = 0; level < depth; level++) {
            int at = level;
            levels.add(Level.of(members, m -> path(paths, m)[at]));
        }
        return new Communities(members, List.copyOf(levels), modularity);
    }

    private static long[] path(Map<Long, long[]> paths, Member member) {
        return Objects.requireNonNull(paths.get(member.node()));
    }

    /** The communities at the coarsest level, largest first. */
    List<List<Member>> coarsest() {
        return levels.isEmpty() ? List.of() : levels.get(levels.size() - 1).communities();
    }

    /** Numbers of the member's groups, finest level first; null if it is alone at the coarsest level. */
    @Nullable
    List<Integer> path(int member) {
        if (levels.isEmpty()) {
            return null;
        }
        List<Integer> path = levels.stream().map(l -> l.number()[member]).toList();
        return path.get(path.size() - 1) < coarsest().size() ? path : null;
    }
}
