package dev.steergraph.web.api.selection;

import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Selections of features that are kept in the graph, by their names. */
public final class Selections implements Resource {

    private static final String PATH = "/api/selections";
    private static final Parameter<Integer> LIMIT = Parameters.limit(50, 200);
    private static final Parameter<String> NAME = Parameter.text("name", "Its name", SelectionToKeep.MAX_NAME);

    private record Missing(String key) {}

    private record Known(String name) {}

    private record Removed(long removed) {}

    private final Graph graph;
    private final RunFinder runs;

    public Selections(Graph graph, RunFinder runs) {
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, "selections", "The selections of features that are kept, by name", this::list)
                        .takes(Parameters.MODEL, Parameters.RUN, LIMIT, Parameters.CURSOR)
                        .answersPageOf(Selection.class)
                        .refuses(404),
                Route.put(
                                PATH,
                                "keepSelection",
                                "Keeps a selection under a name, a new one or a changed one",
                                this::put)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(SelectionToKeep.class)
                        .answers(Selection.class)
                        .refuses(404, 409),
                Route.delete(PATH, "forgetSelection", "Forgets a selection; its features stay", this::delete)
                        .takes(Parameters.MODEL, Parameters.RUN, NAME)
                        .answersNothing("Forgotten")
                        .refuses(404));
    }

    private void list(Context ctx) {
        int limit = LIMIT.of(ctx);
        int skip = Parameters.CURSOR.of(ctx);
        ctx.json(graph.page("selections", Arguments.of("run", runs.of(ctx).id()), limit, skip, Selection.class));
    }

    private void put(Context ctx) {
        Run run = runs.of(ctx);
        SelectionToKeep kept = Body.of(ctx, SelectionToKeep.class);
        Arguments where = Arguments.of("run", run.id());
        checkFeatures(run, kept, where);
        checkNames(kept, where);
        Arguments all = where.with("was", kept.was())
                .with("name", kept.name())
                .with("note", kept.note())
                .with("keys", kept.features());
        ctx.json(graph.write("selection-put", all, Selection.class)
                .orElseThrow(() -> new Problem(
                        409, "somebody else changed the selection \"" + kept.name() + "\" meanwhile; look again")));
    }

    private void checkFeatures(Run run, SelectionToKeep kept, Arguments where) {
        graph.row("selection-missing", where.with("keys", kept.features()), Missing.class)
                .ifPresent(missing -> {
                    throw Problem.notFound("run \"" + run.id() + "\" has no feature " + missing.key());
                });
    }

    private void checkNames(SelectionToKeep kept, Arguments where) {
        List<String> names = List.of(kept.name(), Objects.requireNonNullElse(kept.was(), kept.name()));
        Set<String> known = graph.rows("selection-names", where.with("names", names), Known.class).stream()
                .map(Known::name)
                .collect(Collectors.toSet());
        if (kept.was() != null && !known.contains(kept.was())) {
            throw unknown(kept.was());
        }
        if (known.contains(kept.name()) && !kept.name().equals(kept.was())) {
            throw new Problem(
                    409,
                    "there is a selection \"" + kept.name() + "\" already; choose another name, or change that one");
        }
    }

    private void delete(Context ctx) {
        String name = NAME.of(ctx);
        Arguments which = Arguments.of("run", runs.of(ctx).id()).with("name", name);
        if (graph.write("selection-delete", which, Removed.class).orElseThrow().removed() == 0) {
            throw unknown(name);
        }
        ctx.status(204);
    }

    private static Problem unknown(String name) {
        return Problem.notFound("no selection \"" + name + "\" is kept");
    }
}
