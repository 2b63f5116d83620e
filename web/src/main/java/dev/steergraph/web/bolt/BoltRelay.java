package dev.steergraph.web.bolt;

import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads from WebSockets of pages to the database: what their messages hold is the stream of bytes that Bolt is without them.
 * Neo4j's driver for pages opens them at {@code /} of the address that it is given. The database asks for name and password as
 * ever; who may come as far as that is the guards' concern.
 */
public final class BoltRelay {

    private static final Logger LOG = LoggerFactory.getLogger(BoltRelay.class);

    /** A database answers at least once a minute as long as it works, and pages ask again when they need it. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** Drivers send pieces of at most 64 KiB. */
    private static final long MAX_MESSAGE_BYTES = 1 << 20;

    /** A page has a few; each costs the database and the explorer a thread. */
    private static final int MOST = 128;

    private final Optional<InetSocketAddress> database;
    private final ConcurrentMap<String, RelayedConnection> connections = new ConcurrentHashMap<>();

    public BoltRelay(BoltAddress address) {
        this.database = address.behind();
    }

    /** What the server has to know of messages, and that nobody needs the session that Javalin begins with each WebSocket. */
    public static void configure(JettyConfig jetty) {
        jetty.modifyWebSocketServletFactory(factory -> {
            factory.setIdleTimeout(IDLE);
            factory.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
        });
        jetty.modifyServletContextHandler(context -> {
            context.getSessionHandler().setUsingCookies(false);
            context.getSessionHandler().setMaxInactiveInterval(1);
        });
    }

    /** Adds it to the server, unless pages reach the database by themselves. */
    public void register(RoutesConfig routes) {
        database.ifPresent(there -> routes.ws("/", ws -> relay(ws, there)));
    }

    private void relay(WsConfig ws, InetSocketAddress there) {
        ws.onConnect(ctx -> connect(ctx, there));
        ws.onBinaryMessage(ctx -> {
            RelayedConnection connection = connections.get(ctx.sessionId);
            if (connection != null) {
                connection.send(ctx.data());
            }
        });
        ws.onMessage(ctx -> ctx.closeSession(StatusCode.BAD_DATA, "Bolt is not text"));
        ws.onClose(ctx -> end(ctx.sessionId));
        ws.onError(ctx -> end(ctx.sessionId));
    }

    private void connect(WsConnectContext ctx, InetSocketAddress there) {
        if (connections.size() >= MOST) {
            ctx.session.close(StatusCode.TRY_AGAIN_LATER, "too many connections", Callback.NOOP);
            return;
        }
        try {
            RelayedConnection connection = RelayedConnection.open(ctx.session, there);
            connections.put(ctx.sessionId, connection);
            connection.start();
        } catch (IOException e) {
            LOG.warn("a page found no database at {}: {}", there, e.getMessage());
            ctx.session.close(StatusCode.SERVER_ERROR, "the database does not answer", Callback.NOOP);
        }
    }

    private void end(String session) {
        RelayedConnection connection = connections.remove(session);
        if (connection != null) {
            connection.close();
        }
    }
}
