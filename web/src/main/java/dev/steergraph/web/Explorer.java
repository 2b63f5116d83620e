package dev.steergraph.web;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FreePort;
import dev.steergraph.steering.host.ModelHost;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** A running explorer. It changes nothing in the graph but reviews. */
public final class Explorer implements AutoCloseable {

    private final Javalin app;
    private final Access access;
    private final Optional<ModelHost> models;

    private Explorer(Javalin app, Access access, Optional<ModelHost> models) {
        this.app = app;
        this.access = access;
        this.models = models;
    }

    /**
     * Starts the server and returns once it answers.
     *
     * @throws UserError if the port is taken
     */
    public static Explorer start(ExplorerConfig config) {
        Javalin app = ExplorerApp.create(config);
        try {
            app.start(config.access().address().getHostAddress(), config.port());
        } catch (JavalinBindException e) {
            app.stop();
            throw FreePort.refused(config.access().address(), config.port(), e);
        }
        return new Explorer(app, config.access(), config.models());
    }

    /** Where a browser on this machine finds the explorer, such as {@code http://127.0.0.1:7070/}. */
    public URI uri() {
        InetAddress address =
                access.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : access.address();
        String host = address.getHostAddress();
        return URI.create(
                "http://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + app.port() + "/");
    }

    /**
     * Where others find it: by a name that it was given, at its own address, or, if it listens on all, at one of the machine's
     * addresses that others reach. The same as {@link #uri()} if only this machine can reach it.
     */
    public URI uriForOthers() {
        return Reachable.from(access, app.port()).orElse(uri());
    }

    /** What is being written ends first: whoever follows it keeps the server from stopping. */
    @Override
    public void close() {
        models.ifPresent(ModelHost::close);
        app.stop();
    }
}
