package dev.steergraph.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests that were not addressed to this machine by one of its own names. A page elsewhere can point its own name at
 * 127.0.0.1 (DNS rebinding) and would then read the graph through a visitor's browser; its Host header gives it away.
 */
final class Loopback implements Handler {

    static final String ADDRESS = "127.0.0.1";

    private static final Set<String> NAMES = Set.of(ADDRESS, "localhost", "[::1]");

    @Override
    public void handle(Context ctx) {
        if (!isOurs(ctx.header("Host"), ctx.req().getLocalPort())) {
            throw new Problem(
                    421,
                    "the explorer answers on this machine only, as http://" + ADDRESS + ":"
                            + ctx.req().getLocalPort());
        }
    }

    static boolean isOurs(String host, int port) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        String hostPort = hasPort ? host.substring(colon + 1) : "80";
        return NAMES.contains(name) && hostPort.equals(Integer.toString(port));
    }
}
