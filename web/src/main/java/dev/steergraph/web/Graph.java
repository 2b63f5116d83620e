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
     * The rows of a query. It is asked once: the driver's own retries would keep a person waiting for half a minute while the
     * database is down.
     *
     * @param query the file's name below {@code queries/}, without its ending
     */
    List<Map<String, Object>> rows(String query, Map<String, Object> parameters) {
        String statement =
                CypherFile.load("queries/explorer-" + query + ".cypher").statement();
        try (Session s = driver.session(session)) {
            return s.run(statement, parameters, transaction).list(row -> row.asMap(v -> plain(v.asObject())));
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

    /** Rows that are {@code total} and {@code item}, as a page. */
    Page pageOf(List<Map<String, Object>> rows, int skip) {
        long total = rows.isEmpty() ? 0 : (Long) rows.get(0).get("total");
        return Page.of(rows.stream().map(row -> row.get("item")).toList(), total, skip);
    }

    private static Object plain(Object value) {
        return value instanceof TemporalAccessor ? value.toString() : value;
    }
}
