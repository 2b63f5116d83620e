package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.util.Optional;

/** What a request says in its headers. */
public final class Headers {

    private Headers() {}

    /** The header's value, where the request has it. */
    public static Optional<String> of(Context ctx, String name) {
        return Optional.ofNullable(ctx.header(name));
    }

    /** Whether the header is there and its value has this in it. */
    public static boolean contains(Context ctx, String name, String part) {
        return of(ctx, name).filter(value -> value.contains(part)).isPresent();
    }
}
