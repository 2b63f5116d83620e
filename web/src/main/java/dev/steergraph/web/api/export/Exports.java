package dev.steergraph.web.api.export;

import dev.steergraph.analytics.exchange.recipe.Steered;
import dev.steergraph.analytics.exchange.subgraph.Selection;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphReader;
import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.core.id.RunId;
import dev.steergraph.web.api.path.PathFinder;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Database;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Page;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Sends a part of the graph as a file; formats of several files as a zip. */
public final class Exports implements Resource {

    private static final int MAX_FEATURES = 20_000;
    private static final int MAX_EDGES = 200_000;

    /** As many as a person looks through. */
    private static final int MAX_STEERABLE = 50;

    /** How much a file would hold. */
    record ExportSize(long features, long correlations) {}

    private final Database database;
    private final RunFinder runs;
    private final PathFinder paths;
    private final ExportWriter writer;
    private final ExportTurns turns = new ExportTurns();

    public Exports(Database database, RunFinder runs, PathFinder paths, Optional<RecipeWriter> recipes) {
        this.database = database;
        this.runs = runs;
        this.paths = paths;
        this.writer = new ExportWriter(recipes);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/export", "export", "A part of the graph as a file", this::export)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(ExportRequest.class)
                        .answersFile("The file; formats of several files come as a zip", ExportFormat.mediaTypes())
                        .refuses(404, 409, 413, 429),
                Route.post(
                                "/api/export/count",
                                "exportCount",
                                "How much the file of such an export would hold",
                                this::count)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(ExportRequest.class)
                        .answers(ExportSize.class)
                        .refuses(404, 429),
                Route.post(
                                "/api/export/steerable",
                                "exportSteerable",
                                "Which features of such an export a recipe can steer, and which it does if nobody says",
                                this::steerable)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(ExportRequest.class)
                        .answersPageOf(Steerable.class)
                        .refuses(404, 429));
    }

    private void export(Context ctx) throws IOException, InterruptedException {
        ExportRequest request = Body.of(ctx, ExportRequest.class);
        Run run = runs.of(ctx);
        writer.check(request.format(), run);
        turns.take(ctx, () -> send(ctx, run, request));
    }

    private void send(Context ctx, Run run, ExportRequest request) throws IOException {
        ExportFormat format = request.format();
        Selection selection = selection(run, request);
        Subgraph read = read(run, selection);
        Subgraph subgraph = format.steers() ? Steered.of(read, steered(request, read, selection)) : read;
        if (subgraph.features().size() > MAX_FEATURES || subgraph.edges().size() > MAX_EDGES) {
            throw new Problem(
                    413,
                    String.format(
                            "%,d features with %,d correlations are more than the explorer sends (%,d and %,d); use steergraph export",
                            subgraph.features().size(), subgraph.edges().size(), MAX_FEATURES, MAX_EDGES));
        }
        ctx.header(
                "Content-Disposition", "attachment; filename=\"steergraph-" + run.id() + "." + format.ending() + "\"");
        ctx.contentType(format.contentType()).result(writer.bytes(subgraph, request));
    }

    private void count(Context ctx) throws IOException, InterruptedException {
        ExportRequest request = Body.of(ctx, ExportRequest.class);
        Run run = runs.of(ctx);
        turns.take(ctx, () -> {
            Subgraph subgraph = read(run, selection(run, request));
            ctx.json(new ExportSize(subgraph.features().size(), subgraph.edges().size()));
        });
    }

    private void steerable(Context ctx) throws IOException, InterruptedException {
        ExportRequest request = Body.of(ctx, ExportRequest.class);
        Run run = runs.of(ctx);
        turns.take(ctx, () -> {
            Selection selection = selection(run, request);
            Subgraph subgraph = read(run, selection);
            Set<String> steered = steered(request, subgraph, selection);
            List<Steerable> items = Steered.inOrder(subgraph, selection).stream()
                    .limit(MAX_STEERABLE)
                    .map(feature -> Steerable.of(feature, steered.contains(feature.key())))
                    .toList();
            ctx.json(Page.of(items, subgraph.features().size()).withoutCursor());
        });
    }

    private static Set<String> steered(ExportRequest request, Subgraph subgraph, Selection selection) {
        return request.steered() == null
                ? Steered.suggested(subgraph, selection)
                : new LinkedHashSet<>(request.steered());
    }

    private Subgraph read(Run run, Selection selection) {
        return SubgraphReader.read(
                database.driver(), database.name(), new RunId(run.id()), selection, database.queryTimeout());
    }

    private Selection selection(Run run, ExportRequest request) {
        if (request.features() != null) {
            return new Selection.Features(request.features());
        }
        if (request.community() != null) {
            return new Selection.OfCommunity(request.community());
        }
        if (request.around() != null) {
            return new Selection.Neighbourhood(
                    request.around().key(), request.around().hops());
        }
        if (request.paths() != null) {
            return between(run, request.paths());
        }
        throw new IllegalStateException("a request says what to export");
    }

    private Selection between(Run run, ExportRequest.Between between) {
        List<SteeringPath> found = paths.find(run, between.request()).paths();
        return new Selection.Paths(IntStream.range(0, found.size())
                .filter(between::includes)
                .mapToObj(found::get)
                .toList());
    }
}
