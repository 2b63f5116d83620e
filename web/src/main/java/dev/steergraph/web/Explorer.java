package dev.steergraph.web;

import dev.steergraph.cypher.UserError;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.net.URI;

/** A running explorer. It listens on 127.0.0.1 only, and changes nothing in the graph. */
public final class Explorer implements AutoCloseable {

    private final Javalin app;

    private Explorer(Javalin app) {
        this.app = app;
    }

    /**
     * Starts the server and returns once it answers.
     *
     * @throws UserError if the port is taken
     */
    public static Explorer start(ExplorerConfig config) {
        Javalin app = ExplorerApp.create(config);
        try {
            app.start(Loopback.ADDRESS, config.port());
        } catch (JavalinBindException e) {
            app.stop();
            throw new UserError(
                    "port " + config.port() + " of " + Loopback.ADDRESS
                            + " is taken; stop what listens there, choose another with --port, or let --port 0 find a free one",
                    e);
        }
        return new Explorer(app);
    }

    /** Where a browser on this machine finds the explorer, such as {@code http://127.0.0.1:7070/}. */
    public URI uri() {
        return URI.create("http://" + Loopback.ADDRESS + ":" + app.port() + "/");
    }

    @Override
    public void close() {
        app.stop();
    }
}
