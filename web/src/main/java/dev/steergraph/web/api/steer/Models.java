package dev.steergraph.web.api.steer;

import dev.steergraph.core.UserError;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.steering.host.ModelState;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked of a run's model. */
public final class Models implements Resource {

    /** What the pages need to know before they ask. */
    record RunModel(
            @Schema(description = "Whether anything can be asked of it here")
            boolean available,

            @Schema(description = "Why not, in a sentence; null if it can") @Nullable
            String problem,

            @Schema(description = "Its name; null if it is not available") @Nullable
            String model,

            @Schema(description = "Whether its weights are in memory; they are read on first use")
            boolean loaded,

            @Schema(description = "Whether it writes, so that it can be steered")
            boolean predictsText,

            @Schema(description = "Whether it has a chat template")
            boolean chat,

            @Schema(description = "Tokens that it reads at once")
            int context,

            @Schema(description = "Requests that are waiting or being answered, of all models")
            int unfinished) {

        static RunModel not(String why) {
            return new RunModel(false, why, null, false, false, false, 0, 0);
        }
    }

    private final RunFinder runs;
    private final RunModels models;

    public Models(RunFinder runs, Optional<ModelHost> host) {
        this.runs = runs;
        models = new RunModels(host);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/api/model", "model", "What can be asked of a run's model here", this::show)
                .takes(Parameters.MODEL, Parameters.RUN)
                .answers(RunModel.class)
                .cacheable(false)
                .refuses(404));
    }

    private void show(Context ctx) throws IOException {
        Run run = runs.of(ctx);
        Optional<ModelHost> host = models.find(run);
        ctx.json(host.isEmpty() ? RunModel.not(RunModels.missing(run)) : state(host.get(), run));
    }

    private static RunModel state(ModelHost host, Run run) throws IOException {
        try {
            ModelState state = host.state(run.id());
            return new RunModel(
                    true,
                    null,
                    state.model(),
                    state.loaded(),
                    state.predictsText(),
                    state.chat(),
                    state.context(),
                    state.unfinished());
        } catch (UserError e) {
            return RunModel.not(e.getMessage());
        }
    }
}
