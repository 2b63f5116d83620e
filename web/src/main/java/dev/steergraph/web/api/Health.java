package dev.steergraph.web.api;

import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.graph.ServerVersion;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;

/** Whether the explorer and its database answer: 200 if the database does, 503 if not. */
final class Health implements Resource {

    /**
     * @param status always {@code up}
     * @param neo4j the database's version
     */
    record Status(String status, String neo4j) {}

    private final Graph graph;

    Health(Graph graph) {
        this.graph = graph;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/health", "health", "Whether the explorer and its database answer", this::check)
                .answers(Status.class));
    }

    private void check(Context ctx) {
        ServerVersion server =
                graph.row("server", Arguments.NONE, ServerVersion.class).orElseThrow();
        ctx.json(new Status("up", server.version()));
    }
}
