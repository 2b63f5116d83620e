package dev.steergraph.analytics.community;

import dev.steergraph.core.UserError;

/**
 * How to look for communities.
 *
 * @param gamma resolution, above 0; larger values give more and smaller communities
 * @param seed of Leiden's random choices
 * @param concurrency threads, 1 to 4. The same seed gives the same communities with 1 only, which GDS demands and we measured
 * @param maxLevels how often communities are merged into larger ones at most, 1 to 100
 */
public record CommunityParameters(double gamma, long seed, int concurrency, int maxLevels) {

    /** Resolution 1, seed 7, one thread, at most 10 levels. */
    public static final CommunityParameters DEFAULT = new CommunityParameters(1.0, 7, 1, 10);

    /** @throws UserError if a value is outside its range */
    public CommunityParameters {
        require(gamma > 0 && gamma < 1e6, "gamma must be above 0 and below 1000000, not " + gamma);
        require(concurrency >= 1 && concurrency <= 4, "the number of threads must be 1 to 4, not " + concurrency);
        require(maxLevels >= 1 && maxLevels <= 100, "the number of levels must be 1 to 100, not " + maxLevels);
    }

    CommunityParameters withGamma(double value) {
        return new CommunityParameters(value, seed, concurrency, maxLevels);
    }

    CommunityParameters withSeed(long value) {
        return new CommunityParameters(gamma, value, concurrency, maxLevels);
    }

    CommunityParameters withConcurrency(int value) {
        return new CommunityParameters(gamma, seed, value, maxLevels);
    }

    CommunityParameters withMaxLevels(int value) {
        return new CommunityParameters(gamma, seed, concurrency, value);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UserError(sentence);
        }
    }
}
