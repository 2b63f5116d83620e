package dev.steergraph.analytics.community;

import java.util.List;

/**
 * How much communities depend on Leiden's random choices.
 *
 * @param seeds how many partitions were compared, each with each
 * @param ari mean adjusted Rand index
 * @param minAri the smallest
 * @param nmi mean normalised mutual information
 * @param minNmi the smallest
 * @param jaccard of each community with the first seed, largest first: the best Jaccard index, mean over the other seeds
 */
public record SeedStability(int seeds, double ari, double minAri, double nmi, double minNmi, List<Double> jaccard) {}
