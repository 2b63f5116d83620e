package dev.steergraph.cli.option;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a command works on. */
public final class Neo4jOptions {

    @Option(
            names = "--neo4j",
            paramLabel = "URI",
            description = {
                "A Neo4j 5 server, such as bolt://localhost:7687, neo4j://host, or encrypted bolt+s://host and"
                        + " neo4j+s://host;",
                "bolt+ssc:// takes any certificate (default: the embedded database under --home)."
            })
    private Optional<URI> uri = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "neo4j",
            description = "User of --neo4j (default: neo4j).")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File that holds the password for --neo4j.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "neo4j",
            description = "Database of --neo4j (default: neo4j).")
    private String database;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "PEM file of certificates to trust with bolt+s and neo4j+s (default: those that Java trusts).")
    private Optional<Path> certificate = Optional.empty();

    @Option(
            names = "--bolt-port",
            paramLabel = "PORT",
            description =
                    "Port of the embedded database (default: 7687, or any free one where that is taken; 0 takes any).")
    private Optional<Integer> boltPort = Optional.empty();

    public Neo4jTarget target(Path home) {
        if (uri.isEmpty()) {
            return new Neo4jTarget.Embedded(home, boltPort.orElse(Neo4jTarget.USUAL_BOLT_PORT));
        }
        Path password = passwordFile.orElseThrow(() ->
                new UserError("--neo4j needs --password-file, a file that holds the password of user " + user + "."));
        return new Neo4jTarget.Remote(uri.get(), user, password, database, certificate);
    }

    /**
     * The same, after a look at what would only be found when the database has started.
     *
     * @throws UserError if the port that was asked for is taken
     */
    public Neo4jTarget checkedTarget(Path home) throws IOException {
        Neo4jTarget target = target(home);
        if (boltPort.isPresent()
                && target instanceof Neo4jTarget.Embedded embedded
                && !GraphConnection.isRunning(embedded)) {
            try {
                FreePort.require(InetAddress.getLoopbackAddress(), boltPort.get());
            } catch (UserError e) {
                throw e.in("bolt-port");
            }
        }
        return target;
    }

    /** @throws UserError if the database would listen where the explorer is to */
    public void leaves(int explorerPort) {
        if (uri.isEmpty() && explorerPort != 0 && explorerPort == boltPort.orElse(Neo4jTarget.USUAL_BOLT_PORT)) {
            throw new UserError("port " + explorerPort + " is the database's; choose another one for the explorer")
                    .in("port", "bolt-port");
        }
    }
}
