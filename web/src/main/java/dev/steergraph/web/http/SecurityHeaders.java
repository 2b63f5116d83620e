package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;

/** What a page may load and who may frame it. Our own pages hold no inline script or style at all. */
final class SecurityHeaders implements Handler {

    private static final String OURS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Neo4j Browser builds styles and code as it runs, and speaks Bolt over WebSocket to a server that its user names. */
    private static final String NEO4J_BROWSER = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self'; "
            + "worker-src 'self' blob:; connect-src 'self' data: ws: wss: http://127.0.0.1:* http://localhost:*; "
            + "frame-ancestors 'none'";

    private final String neo4jBrowserPath;

    /** @param neo4jBrowserPath where Neo4j Browser is served */
    SecurityHeaders(String neo4jBrowserPath) {
        this.neo4jBrowserPath = neo4jBrowserPath;
    }

    @Override
    public void handle(Context ctx) {
        of(ctx.path().startsWith(neo4jBrowserPath) ? NEO4J_BROWSER : OURS).forEach(ctx::header);
    }

    static Map<String, String> ofOurPages() {
        return of(OURS);
    }

    private static Map<String, String> of(String policy) {
        return Map.of(
                "Content-Security-Policy", policy,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Resource-Policy", "same-origin");
    }
}
