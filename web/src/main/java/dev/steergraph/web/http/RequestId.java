package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** Gives every request a short name, so that a sentence on the page leads to a line in the log. */
final class RequestId implements Handler {

    static final String HEADER = "X-Request-Id";

    @Override
    public void handle(Context ctx) {
        ctx.header(HEADER, next());
    }

    static String next() {
        return String.format("%08x", ThreadLocalRandom.current().nextInt());
    }

    static String of(Context ctx) {
        String id = ctx.res().getHeader(HEADER);
        return Objects.requireNonNullElse(id, "none");
    }
}
