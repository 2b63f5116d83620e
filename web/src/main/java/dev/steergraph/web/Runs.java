package dev.steergraph.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists runs, and finds the one that a request is about: {@code ?run=}, or the newest of the model. */
final class Runs {

    private static final int MOST = 50;
    private static final int MOST_KEPT = 200;

    private final Graph graph;
    private final Optional<RecipeWriter> recipes;
    private final Cache<List<Object>, Run> found =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    Runs(Graph graph, Optional<RecipeWriter> recipes) {
        this.graph = graph;
        this.recipes = recipes;
    }

    /** {@code GET /api/runs} */
    void list(Context ctx) {
        Page page = graph.page("runs", Map.of(), Query.integer(ctx, "limit", MOST, 1, MOST));
        ctx.json(new Page(
                page.items().stream().map(this::withRecipes).toList(),
                page.total(),
                page.truncated(),
                page.nextCursor()));
    }

    private Map<String, Object> withRecipes(Object item) {
        Map<String, Object> run = new LinkedHashMap<>();
        ((Map<?, ?>) item).forEach((name, value) -> run.put((String) name, value));
        run.put(
                "recipes",
                recipes.map(writer -> writer.hasVectors((String) run.get("id"))).orElse(false));
        return run;
    }

    /** The run of the parameters {@code model} and {@code run}. */
    Run of(Context ctx) {
        return of(ctx, Query.required(ctx, "model"));
    }

    /** The id at {@code /api/runs/{run}/...}. @throws UserError if it cannot be one */
    static String id(Context ctx) {
        return checked(ctx.pathParam("run"));
    }

    /** The run of this model and the parameter {@code run}. */
    Run of(Context ctx, String model) {
        return of(model, Query.text(ctx, "run").orElse(null));
    }

    /** The newest run of a model, or the one of this name. @throws Problem if there is none */
    Run of(String model, String name) {
        String id = name == null ? null : checked(name);
        return found.get(Arrays.asList(graph.state(), model, id), any -> find(model, id));
    }

    private Run find(String model, String id) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("model", model);
        parameters.put("run", id);
        return graph.row("find-run", parameters)
                .map(row -> new Run((String) row.get("id"), (String) row.get("model")))
                .orElseThrow(() -> Problem.notFound("the graph holds no run "
                        + (id == null ? "" : "\"" + id + "\" ") + "of a model \"" + model
                        + "\"; the start page lists what it holds"));
    }

    private static String checked(String id) {
        try {
            return new RunId(id).value();
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }
}
