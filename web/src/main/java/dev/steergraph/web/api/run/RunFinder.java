package dev.steergraph.web.api.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Problem;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the run that a request is about: the newest of its {@code model}, or the one that {@code run} names. */
public final class RunFinder {

    private static final int MAX_CACHED = 200;

    private record CacheKey(String state, String model, Optional<String> run) {}

    private record Row(String id, String model, @Nullable String createdAt) {}

    private final Graph graph;
    private final Cache<CacheKey, Run> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    public RunFinder(Graph graph) {
        this.graph = graph;
    }

    /** @throws Problem if there is none */
    public Run of(Context ctx) {
        String model = Parameters.MODEL.of(ctx);
        Optional<String> run = Parameters.RUN.of(ctx).map(RunFinder::checked);
        return cache.get(new CacheKey(graph.state(), model, run), key -> find(key.model(), key.run()));
    }

    private Run find(String model, Optional<String> run) {
        return graph.row("find-run", Arguments.of("model", model).with("run", run), Row.class)
                .map(row -> new Run(row.id(), row.model()))
                .orElseThrow(() -> Problem.notFound("the graph holds no run "
                        + run.map(id -> "\"" + id + "\" ").orElse("") + "of a model \"" + model
                        + "\"; the start page lists what it holds"));
    }

    private static String checked(String id) {
        try {
            return new RunId(id).value();
        } catch (IllegalArgumentException e) {
            throw UserError.of(e);
        }
    }
}
