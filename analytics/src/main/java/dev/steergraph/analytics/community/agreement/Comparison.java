package dev.steergraph.analytics.community.agreement;

import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How two partitions into communities agree on the features that are in both.
 *
 * @param only features that only the first, and only the second, puts into a community
 * @param communities of the first, by number: its features in both, and the best Jaccard index
 */
public record Comparison(Agreement agreement, List<Integer> only, List<Match> communities) {

    /** What became of a community. */
    public record Match(int community, int features, double jaccard) {}

    /** @throws UserError if they have no feature in common */
    public static Comparison of(Assignments first, Assignments second) {
        List<String> both = first.communityOf().keySet().stream()
                .filter(second.communityOf()::containsKey)
                .toList();
        if (both.isEmpty()) {
            throw new UserError("The two partitions have no feature in common.");
        }
        int[] a = both.stream().mapToInt(first.communityOf()::get).toArray();
        int[] b = both.stream().mapToInt(second.communityOf()::get).toArray();
        double[] jaccard = Overlap.best(a, b);
        Map<Integer, Integer> size = new TreeMap<>();
        Arrays.stream(a).forEach(community -> size.merge(community, 1, Integer::sum));
        return new Comparison(
                Agreement.of(a, b),
                List.of(
                        first.communityOf().size() - both.size(),
                        second.communityOf().size() - both.size()),
                IntStream.range(0, jaccard.length)
                        .filter(size::containsKey)
                        .mapToObj(c -> new Match(c, size.getOrDefault(c, 0), jaccard[c]))
                        .toList());
    }
}
