package dev.steergraph.analytics.community;

import dev.steergraph.analytics.community.agreement.Agreement;
import java.util.List;

/**
 * How much communities depend on the text.
 *
 * @param firstEdges correlations in the first half of the documents
 * @param secondEdges in the second
 * @param agreement between the communities of the halves, on features that have positive correlations in both
 * @param jaccard of each community of the whole, largest first: the best Jaccard index among the features that a half knows,
 *     mean over the halves; 0 for a half that knows none of it
 */
public record SplitHalfStability(int firstEdges, int secondEdges, Agreement agreement, List<Double> jaccard) {}
