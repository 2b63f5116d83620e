package dev.steergraph.analytics.community;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Communities of features: Leiden (Traag, Waltman, van Eck, Scientific Reports 9, 2019; the implementation of GDS) over the
 * positive correlations weighted by |r|, directions ignored. Writes Feature.community, communityPath, pageRank, degree and
 * strength, and the Community nodes with MEMBER_OF, in place of earlier ones.
 *
 * <p>A community has two features or more. A feature outside all of them, as one without a positive correlation, has no
 * {@code community} and no {@code communityPath}; one without any correlation has no {@code pageRank} either. Numbers on the
 * finer levels of a path count groups of one, which come after the communities and have no node.
 *
 * <p>The same graph, parameters and one thread give the same result, whatever the order in which the graph was loaded.
 */
public final class CommunityDetection {

    private CommunityDetection() {}

    /**
     * Finds and writes the communities of a run.
     *
     * @throws UserError if the database has no such run
     */
    public static CommunityReport run(Driver driver, String database, RunId run, CommunityParameters parameters) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            Map<String, Long> featuresOfLabel = featuresOfLabel(session, run);
            TokenLabels labels = new TokenLabels(featuresOfLabel);
            Communities found;
            try (Projection projection = new Projection(session, run)) {
                found = Communities.find(projection, parameters);
            }
            double nullModularity = found.levels().isEmpty() ? 0 : NullModularity.of(session, run, parameters);
            session.executeWriteWithoutResult(tx -> new CommunityWriter(tx, run).replace(found, labels));
            List<CommunitySummary> summaries = summaries(session, run, found, labels);
            long all =
                    featuresOfLabel.values().stream().mapToLong(Long::longValue).sum();
            int inside = summaries.stream().mapToInt(CommunitySummary::size).sum();
            int alone = Math.toIntExact(all - inside);
            return new CommunityReport(
                    run,
                    parameters,
                    found.modularity(),
                    nullModularity,
                    found.levels().size(),
                    inside,
                    alone,
                    summaries);
        }
    }

    private static Map<String, Long> featuresOfLabel(Session session, RunId run) {
        Map<String, Long> counts = new HashMap<>();
        query(session, "communities-labels", run)
                .forEach(row -> counts.put(
                        row.get("label").asString(), row.get("features").asLong()));
        if (counts.isEmpty()) {
            throw new UserError("the graph has no run \"" + run + "\"; load it first, or name one that is loaded");
        }
        return counts;
    }

    private static List<CommunitySummary> summaries(Session session, RunId run, Communities found, TokenLabels labels) {
        CategoryProfiles categories = new CategoryProfiles(query(session, "communities-categories", run));
        List<CommunitySummary> summaries = new ArrayList<>();
        for (List<Member> community : found.coarsest()) {
            SortedMap<Integer, Integer> layers = new TreeMap<>();
            Map<String, Integer> sets = new LinkedHashMap<>();
            community.forEach(m -> {
                layers.merge(m.layer(), 1, Integer::sum);
                sets.merge(m.set().toString(), 1, Integer::sum);
            });
            int number = summaries.size();
            summaries.add(new CommunitySummary(
                    number, community.size(), labels.of(community), layers, sets, categories.of(number)));
        }
        return summaries;
    }

    private static List<Record> query(Session session, String name, RunId run) {
        String statement = CypherFile.load("analytics/" + name + ".cypher").statement();
        return session.run(statement, Map.of("run", run.value())).list();
    }
}
