package dev.steergraph.cli.explorer;

import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.console.Interruption;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.Access;
import dev.steergraph.web.Explorer;
import dev.steergraph.web.ExplorerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

/** The explorer on a connection, both closed in order on Ctrl-C. */
public final class Serving implements AutoCloseable {

    private final GraphConnection connection;
    private final Explorer explorer;
    private final Access access;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Serving(GraphConnection connection, Explorer explorer, Access access) {
        this.connection = connection;
        this.explorer = explorer;
        this.access = access;
    }

    /** Takes over connection and models: they are closed with this, or now if the explorer cannot start. */
    public static Serving start(
            GraphConnection connection, int port, Access access, Recipes recipes, ModelHost models) {
        try {
            Explorer explorer = Explorer.start(
                    new ExplorerConfig(connection.driver(), connection.database(), connection.boltUri(), port)
                            .with(access)
                            .with(recipes)
                            .with(models));
            return new Serving(connection, explorer, access);
        } catch (RuntimeException e) {
            models.close();
            connection.close();
            throw e;
        }
    }

    /** What a person opens: with the token, if one is asked for, which the explorer takes out of the address at once. */
    public URI address() {
        return access.token()
                .map(token -> explorer.uriForOthers().resolve("/?token=" + token))
                .orElse(explorer.uri());
    }

    public URI uri() {
        return explorer.uri();
    }

    /** Where to look, and how to log in to the Neo4j Browser. */
    public String announcement() throws IOException {
        String nl = System.lineSeparator();
        return "Explorer       " + address() + nl
                + "Neo4j Browser  " + explorer.uri().resolve("/browser/") + "  (" + connection.boltUri() + ", user "
                + connection.user() + ", password "
                + Files.readString(connection.passwordFile()).strip() + ")" + nl
                // Neo4j lets its Browser fetch guides from localhost under that name only.
                + "Guide          :play http://localhost:" + explorer.uri().getPort()
                + "/guides/steergraph.html  (in the Neo4j Browser; favourites: "
                + explorer.uri().resolve("/guides/favourites.zip") + ")" + nl
                + "Ctrl-C stops.";
    }

    /** Returns after Ctrl-C or a termination signal; the JVM then waits until {@link #close} has run. */
    public void awaitInterrupt() {
        Interruption.isExpected();
        Thread hook = new Thread(() -> {
            interrupted.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            explorer.close();
        } finally {
            connection.close();
            closed.countDown();
        }
    }
}
