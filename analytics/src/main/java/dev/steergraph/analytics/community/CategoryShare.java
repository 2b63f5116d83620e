package dev.steergraph.analytics.community;

/**
 * A category of contexts in a community.
 *
 * @param category such as {@code noun.animal}
 * @param share of all contexts that the community's members fire on, 0 to 1
 * @param base the same share over all features of the run
 */
public record CategoryShare(String category, double share, double base) {}
