package dev.steergraph.web.pages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steergraph.web.bolt.BoltAddress;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.graph.ServerVersion;
import dev.steergraph.web.http.Assets;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neo4j Browser at {@code /browser/}, and the discovery document from which it learns the address of the database. */
final class Neo4jBrowser {

    static final String PATH = "/browser";

    /** What a Neo4j server says of itself, in Neo4j's words. */
    private record Discovery(
            @JsonProperty("bolt_direct") String boltDirect,

            @JsonProperty("bolt_routing") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String boltRouting,

            @JsonProperty("neo4j_version") String version,
            @JsonProperty("neo4j_edition") String edition,
            @JsonProperty("auth_config") AuthConfig authConfig) {}

    private record AuthConfig(
            @JsonProperty("oidc_providers") List<String> providers) {}

    private final Assets files = new Assets("browser/");
    private final Graph graph;
    private final BoltAddress bolt;

    Neo4jBrowser(Graph graph, BoltAddress bolt) {
        this.graph = graph;
        this.bolt = bolt;
    }

    /** {@code GET /} for clients that want JSON: what a Neo4j server answers there. */
    void discovery(Context ctx) {
        ServerVersion server =
                graph.row("server", Arguments.NONE, ServerVersion.class).orElseThrow();
        URI address = bolt.of(ctx);
        String routing = address.getScheme().startsWith("neo4j") ? address.toString() : null;
        ctx.json(new Discovery(
                address.toString(), routing, server.version(), server.edition(), new AuthConfig(List.of())));
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
