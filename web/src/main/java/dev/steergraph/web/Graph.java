package dev.steergraph.web;

import dev.steergraph.cypher.CypherFile;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;

/** Runs the explorer's query files, each under a time limit. */
final class Graph {

    private final Driver driver;
    private final SessionConfig session;
    private final SessionConfig writing;
    private final TransactionConfig transaction;
    private final GraphState state = new GraphState(this::bookmark);

    Graph(Driver driver, String database, Duration timeout) {
        this.driver = driver;
        this.session = SessionConfig.builder()
                .withDatabase(database)
                .withDefaultAccessMode(AccessMode.READ)
                .build();
        this.writing = SessionConfig.forDatabase(database);
        this.transaction = TransactionConfig.builder().withTimeout(timeout).build();
    }

    /**
     * The rows of a query.
     *
     * @param query the file's name below {@code queries/}, without its ending
     */
    List<Map<String, Object>> rows(String query, Map<String, Object> parameters) {
        String statement =
                CypherFile.load("queries/explorer-" + query + ".cypher").statement();
        try (Session s = driver.session(session)) {
            // In a transaction of its own, which is one message and not four; whoever wants it again asks again.
            return s.run(statement, parameters, transaction).list(row -> row.asMap(v -> plain(v.asObject())));
        }
    }

    /**
     * What differs whenever anything in the database has changed, by whomever; up to 0.3 seconds old.
     *
     * @throws org.neo4j.driver.exceptions.ServiceUnavailableException if the database does not answer
     */
    String state() {
        return state.now();
    }

    private String bookmark() {
        String statement = CypherFile.load("queries/explorer-state.cypher").statement();
        try (Session s = driver.session(session)) {
            s.run(statement, transaction).consume();
            return s.lastBookmarks().toString();
        }
    }

    /** The first row, if there is one. */
    Optional<Map<String, Object>> row(String query, Map<String, Object> parameters) {
        return rows(query, parameters).stream().findFirst();
    }

    /** The first row of a query that writes: only reviews do. */
    Optional<Map<String, Object>> write(String query, Map<String, Object> parameters) {
        String statement =
                CypherFile.load("queries/explorer-" + query + ".cypher").statement();
        try (Session s = driver.session(writing)) {
            return s.executeWrite(
                    tx -> tx.run(statement, parameters).list(row -> row.asMap(v -> plain(v.asObject()))).stream()
                            .findFirst(),
                    transaction);
        } finally {
            state.changed();
        }
    }

    /** The first items of a query whose rows are {@code total} and {@code item}. */
    Page page(String query, Map<String, Object> parameters, int limit) {
        return page(query, parameters, limit, 0);
    }

    /** At most {@code limit} items, from the one numbered {@code skip} on, of a query whose rows are {@code total} and {@code item}. */
    Page page(String query, Map<String, Object> parameters, int limit, int skip) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("limit", limit);
        all.put("skip", skip);
        return pageOf(rows(query, all), skip);
    }

    /** The same of a query whose rows have {@code item} only, because somebody else knows how many there are. */
    Page page(String query, Map<String, Object> parameters, int limit, int skip, long total) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("limit", limit);
        all.put("skip", skip);
        return Page.of(rows(query, all).stream().map(row -> row.get("item")).toList(), total, skip);
    }

    /** Rows that are {@code total} and {@code item}, as a page. */
    Page pageOf(List<Map<String, Object>> rows, int skip) {
        long total = rows.isEmpty() ? 0 : (Long) rows.get(0).get("total");
        return Page.of(rows.stream().map(row -> row.get("item")).toList(), total, skip);
    }

    private static Object plain(Object value) {
        return value instanceof TemporalAccessor ? value.toString() : value;
    }
}
