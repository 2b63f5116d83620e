package dev.steergraph.web.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;

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
        boolean browser = ctx.path().startsWith(neo4jBrowserPath);
        ctx.header("Content-Security-Policy", browser ? NEO4J_BROWSER : OURS);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    }
}
