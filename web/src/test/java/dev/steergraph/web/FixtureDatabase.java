package dev.steergraph.web;

import dev.steergraph.analytics.map.FeatureMap;
import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.GraphDatabaseSettings.LogQueryLevel;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A real Neo4j with a password and Bolt on a free port of 127.0.0.1, empty but for the schema. */
public final class FixtureDatabase implements AutoCloseable {

    public static final String NAME = "neo4j";
    public static final String USER = "neo4j";
    public static final String PASSWORD = "fixture-password";

    private final Path folder;
    private final URI bolt;
    private final Driver driver;
    private DatabaseManagementService dbms;

    private FixtureDatabase(Path folder, DatabaseManagementService dbms, URI bolt) {
        this.folder = folder;
        this.dbms = dbms;
        this.bolt = bolt;
        this.driver = GraphDatabase.driver(bolt, AuthTokens.basic(USER, PASSWORD));
    }

    public static FixtureDatabase start(Path folder) throws IOException {
        int port = freePort();
        DatabaseManagementService dbms = open(folder, port);
        dbms.database("system")
                .executeTransactionally("ALTER USER " + USER + " SET PASSWORD '" + PASSWORD + "' CHANGE NOT REQUIRED");
        FixtureDatabase database = new FixtureDatabase(folder, dbms, URI.create("bolt://127.0.0.1:" + port));
        database.run(CypherFile.load("schema/schema.cypher"));
        return database;
    }

    private static DatabaseManagementService open(Path folder, int port) {
        return new DatabaseManagementServiceBuilder(folder)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                // It ends at once; otherwise it would listen for ten seconds.
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.log_queries, LogQueryLevel.OFF)
                // So that what takes too long by little is ended, too.
                .setConfig(GraphDatabaseSettings.transaction_monitor_check_interval, Duration.ofMillis(50))
                .build();
    }

    /** Takes the database away from under whoever uses it. */
    public void goDown() {
        dbms.shutdown();
    }

    /** Starts it again, with what it held, where it was. */
    public void comeUp() {
        dbms = open(folder, bolt.getPort());
    }

    /** Loads the small graph of {@code fixture.cypher}. */
    public FixtureDatabase withGraph() throws IOException {
        try (InputStream in = FixtureDatabase.class.getResourceAsStream("/fixture.cypher")) {
            run(CypherFile.parse("fixture.cypher", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        run(CypherFile.parse("await", "CALL db.awaitIndexes(60)"));
        return this;
    }

    /** Gives every feature of the small graph its place on the map. */
    public FixtureDatabase withMap() {
        FeatureMap.write(driver, NAME, new RunId("sample"), 1);
        return this;
    }

    /** What people have said, in no order. */
    public List<String> verdicts() {
        try (var session = driver.session()) {
            return session.run("MATCH (v:Review) RETURN v.verdict AS verdict")
                    .list(row -> row.get("verdict").asString());
        }
    }

    public void forgetVerdicts() {
        try (var session = driver.session()) {
            session.run("MATCH (v:Review) DETACH DELETE v").consume();
        }
    }

    public Driver driver() {
        return driver;
    }

    public Explorer explorer() {
        return Explorer.start(new ExplorerConfig(driver, NAME, bolt, 0));
    }

    public URI bolt() {
        return bolt;
    }

    public void run(CypherFile file) {
        try (var session = driver.session()) {
            file.statements().forEach(s -> session.run(s).consume());
        }
    }

    @Override
    public void close() {
        driver.close();
        dbms.shutdown();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
