package dev.steergraph.web;

import dev.steergraph.core.UserError;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.api.export.RecipeWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.neo4j.driver.Driver;

/**
 * What the explorer shows, and where it listens.
 *
 * @param driver the connection to Neo4j; stays open when the explorer closes
 * @param database the database's name, such as {@code neo4j}
 * @param boltUri where this process reaches the same database, such as {@code bolt://127.0.0.1:7687}
 * @param port the port, 0 for any free one
 * @param queryTimeout how long one query may run before the database ends it
 * @param access from where it can be reached
 * @param recipes who writes steering recipes, if anybody can
 * @param models who has the models of runs, if anybody does; closed with the explorer
 */
public record ExplorerConfig(
        Driver driver,
        String database,
        URI boltUri,
        int port,
        Duration queryTimeout,
        Access access,
        Optional<RecipeWriter> recipes,
        Optional<ModelHost> models) {

    /** The port where people look for the explorer first. */
    public static final int DEFAULT_PORT = 7070;

    /** Long enough for the largest drawing, short enough that a person is still there. */
    public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(20);

    /** @throws UserError if the port is no port */
    public ExplorerConfig {
        if (port < 0 || port > 65_535) {
            throw new UserError("the explorer's port must be 0 to 65535, not " + port);
        }
    }

    /** For this machine only, without recipes and models. */
    public ExplorerConfig(Driver driver, String database, URI boltUri, int port, Duration queryTimeout) {
        this(driver, database, boltUri, port, queryTimeout, Access.LOCAL, Optional.empty(), Optional.empty());
    }

    /** The same with {@link #DEFAULT_QUERY_TIMEOUT}. */
    public ExplorerConfig(Driver driver, String database, URI boltUri, int port) {
        this(driver, database, boltUri, port, DEFAULT_QUERY_TIMEOUT);
    }

    /** The same with recipes. */
    public ExplorerConfig with(RecipeWriter writer) {
        return new ExplorerConfig(driver, database, boltUri, port, queryTimeout, access, Optional.of(writer), models);
    }

    /** The same for whom the access lets in. */
    public ExplorerConfig with(Access other) {
        return new ExplorerConfig(driver, database, boltUri, port, queryTimeout, other, recipes, models);
    }

    /** The same with models, so that one can steer and read texts of one's own. */
    public ExplorerConfig with(ModelHost host) {
        return new ExplorerConfig(driver, database, boltUri, port, queryTimeout, access, recipes, Optional.of(host));
    }
}
