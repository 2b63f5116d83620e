package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Set;

/** Takes no body but JSON, which no form of another site's page can send without the browser asking first. */
final class JsonBodyGuard implements Handler {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "DELETE");

    @Override
    public void handle(Context ctx) {
        String type = Headers.of(ctx, "Content-Type").orElse("");
        if (!WITHOUT_BODY.contains(ctx.req().getMethod())
                && !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Problem(415, "the request's body must be application/json");
        }
    }
}
