package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Asks everybody for the token: scripts show it as {@code Authorization: Bearer}; a browser opens {@code /?token=...} once and
 * has a cookie from then on. The cookie is not the token, because browsers show cookies to every port of a host.
 */
final class TokenGuard implements Handler {

    /** The scheme's name is written in any case. */
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");

    private final Optional<String> token;
    private final Optional<String> cookie;
    private final TrustedProxies proxies;

    /** @param token if empty, nobody is asked */
    TokenGuard(Optional<String> token, TrustedProxies proxies) {
        this.token = token;
        this.cookie = token.map(TokenGuard::cookie);
        this.proxies = proxies;
    }

    @Override
    public void handle(Context ctx) {
        if (token.isEmpty() || isOpen(ctx.path())) {
            return;
        }
        boolean root = ctx.path().equals("/") && ctx.req().getMethod().equals("GET");
        if (root && same(Optional.ofNullable(ctx.queryParam("token")), token)) {
            admit(ctx);
        } else if (!isShown(ctx)) {
            refuse(ctx);
        }
    }

    /** Asks for it where nobody reads a page. */
    void upgrade(Context ctx) {
        if (token.isPresent() && !isShown(ctx)) {
            throw refusal();
        }
    }

    private boolean isShown(Context ctx) {
        return same(Optional.ofNullable(ctx.cookie(name(ctx))), cookie) || same(bearer(ctx), token);
    }

    /** What says nothing of the graph, and has to be there before anybody is known. */
    private static boolean isOpen(String path) {
        return path.equals("/api/health") || path.equals("/assets/app.css") || path.equals("/assets/favicon.svg");
    }

    /**
     * Sends the browser to where it wanted to go without the token, by a page and not by a redirect: a strict cookie is not shown
     * after a redirect if the way began on another site's page.
     */
    private void admit(Context ctx) {
        Cookie given = new Cookie(name(ctx), cookie.orElseThrow());
        given.setHttpOnly(true);
        given.setSameSite(SameSite.STRICT);
        given.setSecure(proxies.sayEncrypted(ctx));
        ctx.cookie(given);
        String asked = AskedFor.of(ctx);
        ctx.html(Template.ADMITTED.with(asked));
        ctx.header("Cache-Control", "no-store").header("Refresh", "0; url=" + asked);
        ctx.skipRemainingHandlers();
    }

    private void refuse(Context ctx) {
        ctx.header("WWW-Authenticate", "Bearer realm=\"SteerGraph\"");
        if (!Headers.contains(ctx, "Accept", "text/html")) {
            throw refusal();
        }
        ctx.html(Template.TOKEN.with(AskedFor.of(ctx)));
        ctx.status(401).header("Cache-Control", "no-store");
        ctx.skipRemainingHandlers();
    }

    private static Problem refusal() {
        return new Problem(
                401,
                "the explorer asks for its token; open the address that it printed when it started, or send the"
                        + " header Authorization: Bearer with it");
    }

    private static Optional<String> bearer(Context ctx) {
        return Headers.of(ctx, "Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    /** Two explorers on one host must not take each other's cookie for their own. */
    private static String name(Context ctx) {
        return "steergraph-" + ctx.req().getLocalPort();
    }

    private static String cookie(String token) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("cookie".getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** In a time that does not depend on how much of it is right. */
    private static boolean same(Optional<String> given, Optional<String> right) {
        return given.isPresent()
                && MessageDigest.isEqual(
                        given.get().getBytes(StandardCharsets.UTF_8),
                        right.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }
}
