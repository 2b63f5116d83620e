package dev.steergraph.analytics.community;

import dev.steergraph.analytics.community.agreement.Agreement;
import dev.steergraph.analytics.community.agreement.Overlap;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.table.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Whether the communities of a run are still there with other random choices, or on other text. Writes nothing. */
public final class CommunityStability {

    private static final double NOT_MET = Double.NaN;

    private final Session session;
    private final CommunityParameters parameters;

    private CommunityStability(Session session, CommunityParameters parameters) {
        this.session = session;
        this.parameters = parameters;
    }

    /**
     * Leiden again with other seeds, on the same graph.
     *
     * @param seeds how many partitions there are, 2 or more; the parameters' seed and those after it
     */
    public static SeedStability overSeeds(
            Driver driver, String database, RunId run, CommunityParameters parameters, int seeds) {
        try (Session session = driver.session(SessionConfig.forDatabase(database));
                Projection projection = new Projection(session, run)) {
            return new CommunityStability(session, parameters).overSeeds(projection, seeds);
        }
    }

    /** The same search on the correlations of each half of the corpus, compared on features that have edges in both. */
    public static SplitHalfStability overSplitHalf(
            Driver driver,
            String database,
            RunId run,
            CommunityParameters parameters,
            ExternalEdges first,
            ExternalEdges second) {
        try (Session session = driver.session(SessionConfig.forDatabase(database));
                Projection projection = new Projection(session, run)) {
            return new CommunityStability(session, parameters).overSplitHalf(projection, first, second);
        }
    }

    /** The modularity of what the same search finds in given edges; 0 if none is positive. */
    public static double modularity(
            Driver driver, String database, ExternalEdges edges, CommunityParameters parameters) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            return ExternalCommunities.find(session, edges, parameters).modularity();
        }
    }

    private SeedStability overSeeds(Projection projection, int seeds) {
        if (!projection.hasPositive()) {
            return new SeedStability(seeds, 1, 1, 1, 1, List.of());
        }
        List<Member> members = projection.members(parameters);
        List<int[]> partitions = new ArrayList<>();
        int communities = 0;
        for (int i = 0; i < seeds; i++) {
            Level level = coarsest(projection, members, parameters.withSeed(parameters.seed() + i), "seed" + i);
            partitions.add(level.number());
            communities = i == 0 ? level.communities().size() : communities;
        }
        List<Agreement> pairs = new ArrayList<>();
        for (int a = 0; a < seeds; a++) {
            for (int b = a + 1; b < seeds; b++) {
                pairs.add(Agreement.of(partitions.get(a), partitions.get(b)));
            }
        }
        double[] jaccard = new double[communities];
        for (int i = 1; i < seeds; i++) {
            double[] best = Overlap.best(partitions.get(0), partitions.get(i));
            for (int c = 0; c < communities; c++) {
                jaccard[c] += best[c] / (seeds - 1);
            }
        }
        return new SeedStability(
                seeds,
                pairs.stream().mapToDouble(Agreement::ari).average().orElse(1),
                pairs.stream().mapToDouble(Agreement::ari).min().orElse(1),
                pairs.stream().mapToDouble(Agreement::nmi).average().orElse(1),
                pairs.stream().mapToDouble(Agreement::nmi).min().orElse(1),
                Arrays.stream(jaccard).boxed().toList());
    }

    private SplitHalfStability overSplitHalf(Projection projection, ExternalEdges first, ExternalEdges second) {
        Map<Integer, Integer> a =
                ExternalCommunities.find(session, first, parameters).groupOf();
        Map<Integer, Integer> b =
                ExternalCommunities.find(session, second, parameters).groupOf();
        List<Integer> both = a.keySet().stream().filter(b::containsKey).sorted().toList();
        Agreement agreement = Agreement.of(groups(both, a), groups(both, b));
        List<Double> jaccard = new ArrayList<>();
        if (projection.hasPositive()) {
            List<Member> members = projection.members(parameters);
            Level whole = coarsest(projection, members, parameters, "whole");
            double[] inFirst = jaccard(numbers(members, first.space()), whole, a);
            double[] inSecond = jaccard(numbers(members, second.space()), whole, b);
            for (int c = 0; c < whole.communities().size(); c++) {
                jaccard.add(mean(inFirst[c], inSecond[c]));
            }
        }
        return new SplitHalfStability(first.r().length, second.r().length, agreement, jaccard);
    }

    /** [members] numbers of the features; -1 of one that is not among those correlated. */
    private static int[] numbers(List<Member> members, FeatureSpace space) {
        return members.stream()
                .mapToInt(member -> space.find(member.set(), member.index()).orElse(-1))
                .toArray();
    }

    /** [community] best Jaccard index among the features that have edges in the half too; NaN if it has none there. */
    private static double[] jaccard(int[] members, Level whole, Map<Integer, Integer> half) {
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            if (half.containsKey(members[i])) {
                there.add(i);
            }
        }
        double[] known = Overlap.best(
                there.stream().mapToInt(i -> whole.number()[i]).toArray(),
                there.stream().mapToInt(i -> half.get(members[i])).toArray());
        double[] all =
                Arrays.copyOf(known, Math.max(known.length, whole.communities().size()));
        for (int c = 0; c < all.length; c++) {
            // A group that is there has a Jaccard index above 0.
            all[c] = all[c] == 0 ? NOT_MET : all[c];
        }
        return all;
    }

    private static double mean(double a, double b) {
        return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.isNaN(a) ? b / 2 : Double.isNaN(b) ? a / 2 : (a + b) / 2;
    }

    private Level coarsest(Projection projection, List<Member> members, CommunityParameters p, String property) {
        projection.leiden(p, property);
        Map<Long, long[]> paths = projection.levels(property);
        return Level.of(members, m -> {
            long[] path = Objects.requireNonNull(paths.get(m.node()));
            return path[path.length - 1];
        });
    }

    private static int[] groups(List<Integer> features, Map<Integer, Integer> groupOf) {
        Map<Integer, Integer> dense = new HashMap<>();
        return features.stream()
                .mapToInt(feature -> dense.computeIfAbsent(groupOf.get(feature), any -> dense.size()))
                .toArray();
    }
}
