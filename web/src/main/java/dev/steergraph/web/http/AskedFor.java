package dev.steergraph.web.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where somebody wanted to go before being asked for the token. */
final class AskedFor {

    /** The parameter that keeps it meanwhile. */
    static final String PARAMETER = "next";

    private static final String START = "/";

    /** A path of this server: not {@code //host}, and nothing that ends a header or leaves an attribute. */
    private static final Pattern OURS = Pattern.compile("/(?!/)[!#-;=?-\\[\\]-~]{0,4000}");

    private AskedFor() {}

    /** The page itself, or what it says was asked for; the start page if that is no page of ours. */
    static String of(Context ctx) {
        String here = ctx.queryString() == null ? ctx.path() : ctx.path() + "?" + ctx.queryString();
        return Optional.ofNullable(ctx.path().equals(START) ? ctx.queryParam(PARAMETER) : here)
                .filter(asked -> OURS.matcher(asked).matches())
                .orElse(START);
    }
}
