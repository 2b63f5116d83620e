package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FreePort;
import dev.steergraph.core.io.SecretFile;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say where the explorer listens, and whom it answers. */
public final class ServeOptions {

    private static final String TOKEN_FILE = "explorer-token";
    private static final int SHORTEST_TOKEN = 20;

    @Option(names = "--port", defaultValue = "7070", description = "The explorer's port (default: 7070).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = {
                "The address that the explorer listens on, 0.0.0.0 for all (default: 127.0.0.1).",
                "On any other than this machine's own it asks everybody for a token, which is printed."
            })
    private String host;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME[:PORT]",
            description = {
                "A name by which the explorer may be addressed besides localhost and its address; may be repeated.",
                "Needed behind a server that passes requests on; the explorer asks for a token then, too."
            })
    private List<String> names = List.of();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            description = {
                "The address of a server that passes requests on and says in X-Forwarded-Proto whether they reached it",
                "encrypted: the explorer's cookie is then for encrypted connections only; may be repeated."
            })
    private List<String> proxies = List.of();

    public int port() {
        return port;
    }

    /**
     * Whether the explorer will be able to listen: to be asked before a database is started for it.
     *
     * @throws UserError if the port is taken
     */
    public void check(Neo4jOptions neo4j) throws IOException {
        neo4j.leaves(port);
        try {
            FreePort.require(Access.resolve(host), port);
        } catch (UserError e) {
            throw e.in("port");
        }
    }

    /** Who may come; the token is in a file of the home, made if need be. */
    public Access access(Path home) throws IOException {
        InetAddress address = Access.resolve(host);
        List<String> allowed = Access.names(names);
        Optional<String> token = Access.reachesOut(address, allowed)
                ? Optional.of(SecretFile.readOrCreate(home.resolve(TOKEN_FILE), "token", SHORTEST_TOKEN))
                : Optional.empty();
        return new Access(address, allowed, token, Access.proxies(proxies));
    }
}
