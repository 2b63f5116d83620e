package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses writes that another site's page sends through a visitor's browser. A browser names the page's origin in every such
 * request; a body must be JSON, which no form can send without the browser asking first. A server before this one may speak https.
 */
final class SameOriginGuard implements Handler {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void handle(Context ctx) {
        String method = ctx.req().getMethod();
        if (READING.contains(method)) {
            return;
        }
        String origin = ctx.header("Origin");
        if (origin != null
                && !origin.equalsIgnoreCase("http://" + ctx.header("Host"))
                && !origin.equalsIgnoreCase("https://" + ctx.header("Host"))) {
            throw new Problem(
                    403, "a page of " + origin.replaceAll("[^A-Za-z0-9:/.\\[\\]-]", "?") + " may not use the explorer");
        }
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !Set.of("same-origin", "none").contains(site)) {
            throw new Problem(403, "a page of another site may not use the explorer");
        }
        String type = ctx.req().getContentType();
        if (!method.equals("DELETE")
                && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))) {
            throw new Problem(415, "the request's body must be application/json");
        }
    }
}
