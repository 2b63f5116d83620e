package dev.steergraph.web.api.run;

import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Predicate;

/** The runs in the graph, newest first. */
public final class Runs implements Resource {

    private static final Parameter<Integer> LIMIT = Parameters.limit(50, 50);

    private final Graph graph;
    private final Predicate<String> hasVectors;

    /** @param hasVectors whether the files of the run of this id are at hand */
    public Runs(Graph graph, Predicate<String> hasVectors) {
        this.graph = graph;
        this.hasVectors = hasVectors;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/runs", "runs", "The runs in the graph, newest first", this::list)
                .takes(LIMIT)
                .answersPageOf(RunSummary.class));
    }

    private void list(Context ctx) {
        Page<RunSummary.Stored> page = graph.page("runs", Arguments.NONE, LIMIT.of(ctx), RunSummary.Stored.class);
        ctx.json(new Page<>(
                page.items().stream().map(this::summary).toList(), page.total(), page.truncated(), page.nextCursor()));
    }

    private RunSummary summary(RunSummary.Stored run) {
        return new RunSummary(run, hasVectors.test(run.id()));
    }
}
