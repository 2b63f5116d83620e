package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that were addressed to another name than the explorer's own. A page elsewhere can point its name at
 * 127.0.0.1, or at whatever else the explorer listens on (DNS rebinding), and would then read the graph through a visitor's
 * browser; its Host header gives it away. An address of this machine is no name that anybody could point elsewhere.
 */
final class HostHeaderGuard implements Handler {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

    private final List<String> names;

    /** @param names as lower-case names, with or without a port */
    HostHeaderGuard(List<String> names) {
        this.names = names;
    }

    @Override
    public void handle(Context ctx) {
        int port = ctx.req().getLocalPort();
        if (!isOurs(ctx.header("Host"), ctx.req().getLocalAddr(), port, names)) {
            throw new Problem(
                    421,
                    "the explorer is not known by this name; open it as http://127.0.0.1:" + port
                            + " on its own machine, or add the name to its allowed hosts");
        }
    }

    static boolean isOurs(@Nullable String given, String address, int port, List<String> names) {
        if (given == null) {
            return false;
        }
        String host = given.toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        if (names.contains(host) || names.contains(name)) {
            return true;
        }
        String hostPort = hasPort ? host.substring(colon + 1) : "80";
        boolean here = LOCAL.contains(name) || name.equals(literal(address));
        return here && hostPort.equals(Integer.toString(port));
    }

    private static String literal(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }
}
