package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses writes that another site's page sends through a visitor's browser. A browser names the page's origin in every such
 * request. A server before this one may speak https.
 */
final class SameOriginGuard implements Handler {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void handle(Context ctx) {
        String method = ctx.req().getMethod();
        if (READING.contains(method)) {
            return;
        }
        refuseForeign(ctx);
        if (!Set.of("same-origin", "none")
                .contains(Headers.of(ctx, "Sec-Fetch-Site").orElse("none"))) {
            throw new Problem(403, "a page of another site may not use the explorer");
        }
    }

    /** Refuses what a browser says that another site's page has sent: writes, and WebSockets, which any page may ask for. */
    static void refuseForeign(Context ctx) {
        Optional<String> foreign = Headers.of(ctx, "Origin")
                .filter(origin -> !origin.equalsIgnoreCase("http://" + ctx.header("Host"))
                        && !origin.equalsIgnoreCase("https://" + ctx.header("Host")));
        if (foreign.isPresent()) {
            throw new Problem(
                    403,
                    "a page of " + foreign.get().replaceAll("[^A-Za-z0-9:/.\\[\\]-]", "?")
                            + " may not use the explorer");
        }
    }
}
