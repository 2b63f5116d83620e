package dev.steergraph.web;

import io.javalin.http.Context;
import java.util.Map;

/** Whether the explorer and its database answer. */
final class Health {

    private final Graph graph;

    Health(Graph graph) {
        this.graph = graph;
    }

    /** {@code GET /api/health}: 200 if the database answers, 503 if not */
    void check(Context ctx) {
        Map<String, Object> server = graph.row("server", Map.of()).orElseThrow();
        ctx.json(Map.of("status", "up", "neo4j", server.get("version")));
    }
}
