package dev.steergraph.analytics.path;

import dev.steergraph.cypher.UserError;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which paths to look for.
 *
 * @param fromKey key of the first feature
 * @param toKey key of the last feature, another one
 * @param k how many paths at most, 1 to {@value #MOST_PATHS}
 * @param maxHops the largest number of hops of a path, at least 1; empty for no limit
 * @param minAbsR hops with a smaller |r| are not used; 0 to 1
 * @param excluded keys of features that no path may pass; neither end may be one of them
 */
public record PathQuery(
        String fromKey, String toKey, int k, OptionalInt maxHops, double minAbsR, Set<String> excluded) {

    /** The largest {@code k}. */
    public static final int MOST_PATHS = 1000;

    /** @throws UserError if a value is outside its range */
    public PathQuery {
        excluded = Set.copyOf(excluded);
        require(k >= 1 && k <= MOST_PATHS, "the number of paths must be 1 to " + MOST_PATHS + ", not " + k);
        require(
                maxHops.orElse(1) >= 1,
                "a path has at least 1 hop, so at most " + maxHops.orElse(1) + " hops is no limit");
        require(minAbsR >= 0 && minAbsR <= 1, "the smallest |r| must be 0 to 1, not " + minAbsR);
        require(!fromKey.equals(toKey), "a path needs two different features, but both ends are " + fromKey);
        require(
                !excluded.contains(fromKey) && !excluded.contains(toKey),
                "the path's own ends cannot be excluded: " + fromKey + ", " + toKey);
    }

    /** The k best paths without further conditions. */
    public static PathQuery between(String fromKey, String toKey, int k) {
        return new PathQuery(fromKey, toKey, k, OptionalInt.empty(), 0, Set.of());
    }

    /** The same with at most {@code hops} hops. */
    public PathQuery withMaxHops(int hops) {
        return new PathQuery(fromKey, toKey, k, OptionalInt.of(hops), minAbsR, excluded);
    }

    /** The same over hops of at least this |r|. */
    public PathQuery withMinAbsR(double r) {
        return new PathQuery(fromKey, toKey, k, maxHops, r, excluded);
    }

    /** The same without paths through these features. */
    public PathQuery without(Set<String> keys) {
        return new PathQuery(fromKey, toKey, k, maxHops, minAbsR, keys);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UserError(sentence);
        }
    }
}
