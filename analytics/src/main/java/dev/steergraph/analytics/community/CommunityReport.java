package dev.steergraph.analytics.community;

import dev.steergraph.core.id.RunId;
import java.util.List;

/**
 * The communities of a run at the coarsest level.
 *
 * @param run the run
 * @param parameters what they were computed with
 * @param modularity of the coarsest level over the positive correlations weighted by |r|, at the given gamma; 0 if there are
 *     no communities
 * @param nullModularity what the same search finds in a random graph with the same degrees; 0 if there are no communities. Only
 *     the difference between the two speaks for communities
 * @param levels how many levels there are, the coarsest included
 * @param features how many features are in a community
 * @param alone how many features are in none: they correlate positively with no other, or no group held them
 * @param communities the communities, largest first; element i has number i
 */
public record CommunityReport(
        RunId run,
        CommunityParameters parameters,
        double modularity,
        double nullModularity,
        int levels,
        int features,
        int alone,
        List<CommunitySummary> communities) {

    public CommunityReport {
        communities = List.copyOf(communities);
    }
}
