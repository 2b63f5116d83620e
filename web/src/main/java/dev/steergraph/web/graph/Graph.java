package dev.steergraph.web.graph;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.cypher.CypherFile;
import dev.steergraph.web.http.Page;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Value;

/**
 * Runs the explorer's query files, each under a time limit. A row, or the item in it, becomes a record by the names of its
 * columns; a column that the record does not have, or null where it takes none, is an error.
 */
public final class Graph {

    private static final JsonMapper RECORDS = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Database database;
    private final SessionConfig reading;
    private final SessionConfig writing;
    private final TransactionConfig transaction;
    private final GraphState state = new GraphState(this::bookmark);

    public Graph(Database database) {
        this.database = database;
        this.reading = SessionConfig.builder()
                .withDatabase(database.name())
                .withDefaultAccessMode(AccessMode.READ)
                .build();
        this.writing = SessionConfig.forDatabase(database.name());
        this.transaction =
                TransactionConfig.builder().withTimeout(database.queryTimeout()).build();
    }

    /**
     * The rows of a query.
     *
     * @param query the file's name below {@code queries/explorer-}, without its ending
     * @param row what each becomes
     */
    public <T> List<T> rows(String query, Arguments arguments, Class<T> row) {
        return run(query, arguments).stream().map(found -> record(found, row)).toList();
    }

    /** The first row, if there is one. */
    public <T> Optional<T> row(String query, Arguments arguments, Class<T> row) {
        return run(query, arguments).stream().findFirst().map(found -> record(found, row));
    }

    /** The first row of a query that writes: only those of reviews and selections do. */
    public <T> Optional<T> write(String query, Arguments arguments, Class<T> row) {
        try (Session session = database.driver().session(writing)) {
            return session.executeWrite(tx -> tx.run(query(query, arguments)).list(), transaction).stream()
                    .findFirst()
                    .map(found -> record(found, row));
        } finally {
            state.changed();
        }
    }

    /** The first items of a query whose rows are {@code total} and {@code item}. */
    public <T> Page<T> page(String query, Arguments arguments, int limit, Class<T> item) {
        return page(query, arguments, limit, 0, item);
    }

    /** At most {@code limit} items, from the one numbered {@code skip} on, of a query whose rows are {@code total} and {@code item}. */
    public <T> Page<T> page(String query, Arguments arguments, int limit, int skip, Class<T> item) {
        List<Record> rows = run(query, arguments.with("limit", limit).with("skip", skip));
        return Page.of(
                items(rows, item), rows.isEmpty() ? 0 : rows.get(0).get("total").asLong(), skip);
    }

    /** The same of a query whose rows have {@code item} only, because it is known how many there are. */
    public <T> Page<T> page(String query, Arguments arguments, int limit, int skip, long total, Class<T> item) {
        List<Record> rows = run(query, arguments.with("limit", limit).with("skip", skip));
        return Page.of(items(rows, item), total, skip);
    }

    /**
     * What differs whenever anything in the database has changed, by whomever; up to 0.3 seconds old.
     *
     * @throws org.neo4j.driver.exceptions.ServiceUnavailableException if the database does not answer
     */
    public String state() {
        return state.now();
    }

    private List<Record> run(String query, Arguments arguments) {
        try (Session session = database.driver().session(reading)) {
            // In a transaction of its own, which is one message and not four; whoever wants it again asks again.
            return session.run(query(query, arguments), transaction).list();
        }
    }

    private String bookmark() {
        try (Session session = database.driver().session(reading)) {
            session.run(query("state", Arguments.NONE), transaction).consume();
            return session.lastBookmarks().toString();
        }
    }

    private static Query query(String name, Arguments arguments) {
        return new Query(CypherFile.load("queries/explorer-" + name + ".cypher").statement(), arguments.values());
    }

    private static <T> List<T> items(List<Record> rows, Class<T> item) {
        return rows.stream()
                .map(row -> RECORDS.convertValue(row.get("item").asObject(), item))
                .toList();
    }

    private static <T> T record(Record row, Class<T> type) {
        return RECORDS.convertValue(row.asMap(Graph::plain), type);
    }

    /** Dates as text. */
    private static @Nullable Object plain(Value value) {
        Object plain = value.asObject();
        return plain instanceof TemporalAccessor ? plain.toString() : plain;
    }
}
