package dev.steergraph.web.bolt;

import dev.steergraph.web.http.Headers;
import dev.steergraph.web.http.TrustedProxies;
import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where pages reach the database. One that speaks Bolt in the clear may be on this machine only or in a network of its own, so
 * pages reach it through the explorer, under the address by which they have found that. One that speaks it encrypted is meant to be
 * reached from elsewhere, and is named as it is.
 */
public final class BoltAddress {

    private static final int USUAL_PORT = 7687;

    private final URI database;
    private final TrustedProxies proxies;

    /**
     * @param database such as {@code bolt://127.0.0.1:7687} or {@code neo4j+s://graph.example}
     * @param proxies that say whether pages reach the explorer encrypted
     */
    public BoltAddress(URI database, TrustedProxies proxies) {
        this.database = database;
        this.proxies = proxies;
    }

    /** Where the explorer finds a database that it is to lead to; empty if pages go there by themselves. */
    Optional<InetSocketAddress> behind() {
        if (database.getScheme().contains("+")) {
            return Optional.empty();
        }
        int port = database.getPort();
        // Looked up when it is needed: names may come to mean other machines.
        return Optional.of(InetSocketAddress.createUnresolved(database.getHost(), port < 0 ? USUAL_PORT : port));
    }

    /** What a page that was asked for by this request connects to. */
    public URI of(Context ctx) {
        if (behind().isEmpty()) {
            return database;
        }
        boolean encrypted = proxies.sayEncrypted(ctx);
        String host = Headers.of(ctx, "Host").orElseThrow();
        boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
        return URI.create((encrypted ? "bolt+s://" : "bolt://") + host + (hasPort ? "" : encrypted ? ":443" : ":80"));
    }
}
