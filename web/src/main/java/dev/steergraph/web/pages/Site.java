package dev.steergraph.web.pages;

import dev.steergraph.web.bolt.BoltAddress;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Assets;
import dev.steergraph.web.http.Headers;
import dev.steergraph.web.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** The addresses of pages and files. */
public final class Site {

    /** Below it Neo4j Browser is served. */
    public static final String NEO4J_BROWSER = Neo4jBrowser.PATH;

    /** First parts of addresses that are no model. */
    private static final Set<String> RESERVED = Set.of("api", "api-doc", "assets", "browser", "guides", "lib");

    private static final List<String> VIEWS = List.of(
            "map",
            "search",
            "selection",
            "graph",
            "paths",
            "communities",
            "stats",
            "review",
            "export",
            "steer",
            "text");

    private final Assets pages;
    private final Libraries libraries = new Libraries();
    private final Guides guides;
    private final Neo4jBrowser neo4jBrowser;

    /**
     * @param pages the explorer's own files
     * @param bolt where pages reach the database
     */
    public Site(Assets pages, Graph graph, BoltAddress bolt) {
        this.pages = pages;
        this.guides = new Guides(graph);
        this.neo4jBrowser = new Neo4jBrowser(graph, bolt);
    }

    /** Adds them to the server. */
    public void register(RoutesConfig routes) {
        files(routes);
        views(routes);
    }

    private void files(RoutesConfig routes) {
        routes.get("/assets/<file>", ctx -> pages.serve(ctx, ctx.pathParam("file")));
        routes.get("/api-doc", ctx -> pages.serve(ctx, "api-doc.html"));
        routes.get("/lib/{file}", libraries::serve);
        routes.get("/favicon.ico", ctx -> pages.serve(ctx, "favicon.svg"));
        routes.get("/guides/{file}", guides::serve);
        routes.options("/guides/{file}", guides::options);
        routes.get(Neo4jBrowser.PATH, neo4jBrowser::page);
        routes.get(Neo4jBrowser.PATH + "/<file>", neo4jBrowser::file);
    }

    private void views(RoutesConfig routes) {
        routes.get("/", ctx -> {
            if (wantsJson(ctx)) {
                neo4jBrowser.discovery(ctx);
            } else {
                pages.serve(ctx, "index.html");
            }
        });
        routes.get("/{model}", this::shell);
        VIEWS.forEach(view -> routes.get("/{model}/" + view, this::shell));
        routes.get("/{model}/{source}/{index}", this::shell);
    }

    /** Every view is the same page; its script reads the address. */
    private void shell(Context ctx) {
        if (RESERVED.contains(ctx.path().split("/", 3)[1])) {
            throw Problem.notFound("there is no file " + ctx.path());
        }
        pages.serve(ctx, "index.html");
    }

    private static boolean wantsJson(Context ctx) {
        return Headers.contains(ctx, "Accept", "application/json") && !Headers.contains(ctx, "Accept", "text/html");
    }
}
