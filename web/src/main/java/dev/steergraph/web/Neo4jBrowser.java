package dev.steergraph.web;

import io.javalin.http.Context;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Neo4j Browser at {@code /browser/}, and the discovery document from which it learns the address of the database. */
final class Neo4jBrowser {

    static final String PATH = "/browser";

    private final Assets files = new Assets("browser/");
    private final Graph graph;
    private final URI bolt;

    Neo4jBrowser(Graph graph, URI bolt) {
        this.graph = graph;
        this.bolt = bolt;
    }

    /** {@code GET /} for clients that want JSON: what a Neo4j server answers there. */
    void discovery(Context ctx) {
        Map<String, Object> server = graph.row("server", Map.of()).orElseThrow();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("bolt_direct", bolt.toString());
        if (bolt.getScheme().startsWith("neo4j")) {
            body.put("bolt_routing", bolt.toString());
        }
        body.put("neo4j_version", server.get("version"));
        body.put("neo4j_edition", server.get("edition"));
        body.put("auth_config", Map.of("oidc_providers", List.of()));
        ctx.json(body);
    }

    /** {@code GET /browser/}; its links are relative, so the address must end in a slash. */
    void page(Context ctx) {
        if (ctx.path().endsWith("/")) {
            files.serve(ctx, "index.html");
        } else {
            String query = ctx.queryString();
            ctx.redirect(PATH + "/" + (query == null ? "" : "?" + query));
        }
    }

    /** {@code GET /browser/<file>} */
    void file(Context ctx) {
        files.serve(ctx, ctx.pathParam("file"));
    }
}
