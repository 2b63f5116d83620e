package dev.steergraph.ingest.load;

import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/** A Neo4j in this process. */
public final class TestDatabase implements AutoCloseable {

    private final Neo4j server;
    private final Driver driver;

    private TestDatabase(Neo4j server) {
        this.server = server;
        driver = GraphDatabase.driver(server.boltURI(), AuthTokens.none());
    }

    public static TestDatabase start() {
        return new TestDatabase(Neo4jBuilders.newInProcessBuilder()
                .withDisabledServer()
                .withConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0)
                .build());
    }

    public Driver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
        server.close();
    }
}
