package dev.steergraph.analytics.exchange.subgraph;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.analytics.path.Hop;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;

/** Reads a selection out of the graph, all of it in one transaction. */
public final class SubgraphReader {

    private static final ObjectMapper PROPERTIES = new ObjectMapper();

    private final RunId run;
    private final TransactionContext tx;

    private SubgraphReader(RunId run, TransactionContext tx) {
        this.run = run;
        this.tx = tx;
    }

    /**
     * Reads a part of a run.
     *
     * @throws UserError if the graph lacks a feature or community that the selection names
     */
    public static Subgraph read(Driver driver, String database, RunId run, Selection selection) {
        return read(driver, database, run, selection, TransactionConfig.empty());
    }

    /** The same, ended by the database when it takes longer. */
    public static Subgraph read(Driver driver, String database, RunId run, Selection selection, Duration timeout) {
        TransactionConfig limited =
                TransactionConfig.builder().withTimeout(timeout).build();
        return read(driver, database, run, selection, limited);
    }

    private static Subgraph read(
            Driver driver, String database, RunId run, Selection selection, TransactionConfig config) {
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            return session.executeRead(tx -> new SubgraphReader(run, tx).read(selection), config);
        }
    }

    private Subgraph read(Selection selection) {
        Optional<QueryResult> queried = selection instanceof Selection.OfQuery query
                ? Optional.of(QueryResult.of(tx, query.cypher()))
                : Optional.empty();
        Set<String> keys =
                queried.isPresent() ? new LinkedHashSet<>(queried.get().keys()) : keys(selection);
        List<SubgraphFeature> features =
                rows("export-features", Map.of("run", run.value(), "keys", List.copyOf(keys))).stream()
                        .map(row -> PROPERTIES.convertValue(row.get("feature").asMap(), SubgraphFeature.class))
                        .toList();
        features.forEach(f -> keys.remove(f.key()));
        if (!keys.isEmpty()) {
            throw new UserError("there is no feature \"" + keys.iterator().next() + "\" in run \"" + run
                    + "\"; look it up with the" + " search, its form is run/model@layer-sae:index");
        }
        List<SubgraphEdge> edges =
                rows(
                                "export-edges",
                                Map.of(
                                        "keys",
                                        features.stream()
                                                .map(SubgraphFeature::key)
                                                .toList()))
                        .stream()
                        .map(row -> PROPERTIES.convertValue(row.get("edge").asMap(), SubgraphEdge.class))
                        .filter(edge -> queried.map(result -> result.has(edge.source(), edge.target()))
                                .orElseGet(() -> belongs(edge, selection)))
                        .toList();
        return new Subgraph(run.value(), selection.description(), features, edges);
    }

    private static boolean belongs(SubgraphEdge edge, Selection selection) {
        return !(selection instanceof Selection.Paths paths)
                || paths.paths().stream().flatMap(path -> path.hops().stream()).anyMatch(hop -> joins(hop, edge));
    }

    private static boolean joins(Hop hop, SubgraphEdge edge) {
        return Set.of(hop.sourceKey(), hop.targetKey()).equals(Set.of(edge.source(), edge.target()));
    }

    private Set<String> keys(Selection selection) {
        if (selection instanceof Selection.OfCommunity community) {
            return community(community.number());
        }
        if (selection instanceof Selection.Neighbourhood around) {
            return neighbourhood(around);
        }
        if (selection instanceof Selection.Features features) {
            return new LinkedHashSet<>(features.keys());
        }
        Set<String> keys = new LinkedHashSet<>();
        ((Selection.Paths) selection).paths().forEach(path -> keys.addAll(path.keys()));
        return keys;
    }

    private Set<String> community(int number) {
        Set<String> keys = keys(rows("export-community", Map.of("run", run.value(), "community", number)));
        if (keys.isEmpty()) {
            throw new UserError("run \"" + run + "\" has no community " + number
                    + "; find its communities first, or name another number");
        }
        return keys;
    }

    private Set<String> neighbourhood(Selection.Neighbourhood around) {
        Set<String> keys = new LinkedHashSet<>(Set.of(around.key()));
        Set<String> frontier = keys;
        for (int hop = 0; hop < around.hops() && !frontier.isEmpty(); hop++) {
            frontier = keys(rows("export-neighbours", Map.of("keys", List.copyOf(frontier))));
            frontier.removeAll(keys);
            keys.addAll(frontier);
        }
        return keys;
    }

    private static Set<String> keys(List<Record> rows) {
        Set<String> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(row.get("key").asString()));
        return keys;
    }

    private List<Record> rows(String name, Map<String, Object> parameters) {
        String statement = CypherFile.load("analytics/" + name + ".cypher").statement();
        return tx.run(statement, parameters).list();
    }
}
