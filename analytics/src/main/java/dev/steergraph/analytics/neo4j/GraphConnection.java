package dev.steergraph.analytics.neo4j;

import dev.steergraph.cypher.CypherFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Driver;
import org.neo4j.driver.QueryConfig;
import org.neo4j.driver.Record;

/** An open connection to the graph, and the database itself if this process had to start it. */
public final class GraphConnection implements AutoCloseable {

    private final BoltAccess access;
    private final Driver driver;
    private final Optional<EmbeddedServer> server;

    private GraphConnection(BoltAccess access, Driver driver, Optional<EmbeddedServer> server) {
        this.access = access;
        this.driver = driver;
        this.server = server;
    }

    /**
     * Opens a connection that has been tried out.
     *
     * @throws UserError if the server cannot be reached or refuses the password, if the home's store is held by a process that
     *     does not answer, or if the password file can be read by others
     */
    public static GraphConnection open(Neo4jTarget target) {
        if (target instanceof Neo4jTarget.Remote remote) {
            BoltAccess access = BoltAccess.of(remote);
            return new GraphConnection(access, access.connect(), Optional.empty());
        }
        return EmbeddedStart.open((Neo4jTarget.Embedded) target);
    }

    /** Whether a living process has said that it runs the database of this home. */
    public static boolean isRunning(Neo4jTarget.Embedded target) throws IOException {
        return BoltFile.ofLivingProcess(new EmbeddedFiles(target.home()).bolt()).isPresent();
    }

    /** Whether a database was ever started in this home; one that was not holds no run. */
    public static boolean exists(Neo4jTarget.Embedded target) {
        return Files.exists(new EmbeddedFiles(target.home()).neo4j());
    }

    static GraphConnection to(BoltAccess access, Driver driver) {
        return new GraphConnection(access, driver, Optional.empty());
    }

    static GraphConnection to(EmbeddedServer server) {
        try {
            return new GraphConnection(server.access(), server.access().connect(), Optional.of(server));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public Driver driver() {
        return driver;
    }

    /** Name of the database that holds the graph. */
    public String database() {
        return access.database();
    }

    /** The rows of a query that is a file under {@code cypher/}, such as {@code queries/runs.cypher}. */
    public List<Record> query(String file, Map<String, Object> parameters) {
        return driver.executableQuery(CypherFile.load(file).statement())
                .withParameters(parameters)
                .withConfig(QueryConfig.builder().withDatabase(database()).build())
                .execute()
                .records();
    }

    public URI boltUri() {
        return access.uri();
    }

    /** Name of the user that {@link #passwordFile()} belongs to. */
    public String user() {
        return access.user();
    }

    /** The file that holds the password; a line end after it does not count. */
    public Path passwordFile() {
        return access.passwordFile();
    }

    /** Whether the database runs in this process because of this connection and ends with it. */
    public boolean startedHere() {
        return server.isPresent();
    }

    /** Closes the driver, and shuts the database down if it was started here. */
    @Override
    public void close() {
        driver.close();
        server.ifPresent(EmbeddedServer::close);
    }
}
