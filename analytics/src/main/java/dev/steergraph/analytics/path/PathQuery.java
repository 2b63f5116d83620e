package dev.steergraph.analytics.path;

import dev.steergraph.core.UserError;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which paths to look for.
 *
 * @param fromKeys keys of the features with which a path may begin, one or more; it passes no other of them
 * @param toKey key of the last feature, none of these
 * @param k how many paths at most, 1 to {@value #MAX_PATHS}
 * @param maxHops the largest number of hops of a path, at least 1; empty for no limit
 * @param minAbsR hops that are worth less are not used: of a smaller |r|, or {@link PathMeasure#worth} of an effect; 0 to 1
 * @param excluded keys of features that no path may pass; no end may be one of them
 * @param community if present, the community in which every feature of a path must be, ends included
 */
public record PathQuery(
        Set<String> fromKeys,
        String toKey,
        int k,
        OptionalInt maxHops,
        double minAbsR,
        Set<String> excluded,
        OptionalInt community) {

    /** The largest {@code k}. */
    public static final int MAX_PATHS = 1000;

    /** @throws UserError if a value is outside its range */
    public PathQuery {
        fromKeys = Set.copyOf(fromKeys);
        excluded = Set.copyOf(excluded);
        require(k >= 1 && k <= MAX_PATHS, "the number of paths must be 1 to " + MAX_PATHS + ", not " + k);
        require(
                maxHops.orElse(1) >= 1,
                "a path has at least 1 hop, so at most " + maxHops.orElse(1) + " hops is no limit");
        require(minAbsR >= 0 && minAbsR <= 1, "the smallest |r| must be 0 to 1, not " + minAbsR);
        require(!fromKeys.isEmpty(), "a path needs a feature to begin with");
        require(!fromKeys.contains(toKey), "a path needs two different features, but both ends are " + toKey);
        require(
                fromKeys.stream().noneMatch(excluded::contains) && !excluded.contains(toKey),
                "the path's own ends cannot be excluded: " + String.join(", ", fromKeys) + ", " + toKey);
    }

    /** The k best paths without further conditions. */
    public static PathQuery between(String fromKey, String toKey, int k) {
        return fromAny(Set.of(fromKey), toKey, k);
    }

    /** The k best paths that begin with any of these features. */
    static PathQuery fromAny(Set<String> fromKeys, String toKey, int k) {
        return new PathQuery(fromKeys, toKey, k, OptionalInt.empty(), 0, Set.of(), OptionalInt.empty());
    }

    /** The same with at most {@code hops} hops. */
    public PathQuery withMaxHops(int hops) {
        return new PathQuery(fromKeys, toKey, k, OptionalInt.of(hops), minAbsR, excluded, community);
    }

    /** The same over hops of at least this |r|. */
    public PathQuery withMinAbsR(double r) {
        return new PathQuery(fromKeys, toKey, k, maxHops, r, excluded, community);
    }

    /** The same without paths through these features. */
    PathQuery without(Set<String> keys) {
        return new PathQuery(fromKeys, toKey, k, maxHops, minAbsR, keys, community);
    }

    /** The same inside one community. */
    PathQuery within(int number) {
        return new PathQuery(fromKeys, toKey, k, maxHops, minAbsR, excluded, OptionalInt.of(number));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UserError(sentence);
        }
    }
}
