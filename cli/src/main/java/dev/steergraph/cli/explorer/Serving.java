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
        return access.token().map(token -> shown().resolve("/?token=" + token)).orElse(shown());
    }

    public URI uri() {
        return explorer.uri();
    }

    /** Under one name in all that is printed: a page of 127.0.0.1 and one of localhost are strangers to each other. */
    private URI shown() {
        URI uri = access.token().isPresent() ? explorer.uriForOthers() : explorer.uri();
        return uri.getHost().equals("127.0.0.1") ? URI.create("http://localhost:" + uri.getPort() + "/") : uri;
    }

    /** Where to look, how to log in to Neo4j Browser, and what to give it. */
    public String announcement() throws IOException {
        String password = Files.readString(connection.passwordFile()).strip();
        return String.join(
                System.lineSeparator(),
                "Explorer       " + address(),
                "Neo4j Browser  " + shown().resolve("/browser/") + "  (user " + connection.user() + ", password "
                        + password + ")",
                "  guide        type :play " + shown().resolve("/guides/steergraph.html"),
                "  favourites   drop this file on its window: " + shown().resolve("/guides/favourites.zip"),
                "  style        and this one: " + shown().resolve("/guides/style.grass"),
                "Bolt           " + connection.boltUri() + "  (for drivers)",
                "Ctrl-C stops.");
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
