package dev.steergraph.web.api.steer;

import dev.steergraph.core.io.Folders;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.steering.host.ModelBusy;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.steering.host.Turn;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Parameter;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Continues a prompt as a run's model does and as it does when steered. */
public final class Steering implements Resource {

    private static final Parameter<String> ID = Parameter.text(
                    "id", "The id that the request was given", SteerRequest.MAX_ID)
            .inPath();

    private final RunFinder runs;
    private final RunModels models;
    private final AskedFeatures asked;
    private final EventTexts texts;
    private final SteerTurns turns = new SteerTurns();

    public Steering(Graph graph, RunFinder runs, FeatureFinder features, Optional<ModelHost> host) {
        this.runs = runs;
        models = new RunModels(host);
        asked = new AskedFeatures(graph, features);
        texts = new EventTexts(graph);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/steer",
                                "steer",
                                "A prompt continued by itself and steered, token by token",
                                this::steer)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(SteerRequest.class)
                        .answersLines(
                                "What happens, a line of JSON each, as it happens; empty lines mean nothing",
                                SteerLines.KINDS)
                        .refuses(404, 409, 429),
                Route.delete("/api/steer/{id}", "stopSteering", "Gives up what is being written, or waits", this::stop)
                        .takes(ID)
                        .answersNothing("It is given up, or was over"),
                Route.post(
                                "/api/steer/recipe",
                                "steeringRecipe",
                                "What it is steered with as a recipe.json, neighbours that are corrected for included",
                                this::recipe)
                        .takes(Parameters.MODEL, Parameters.RUN)
                        .takesBody(SteerRequest.class)
                        .answersFile("A recipe", List.of("application/json"))
                        .refuses(404, 409));
    }

    private void steer(Context ctx) throws IOException, InterruptedException {
        SteerRequest request = Body.of(ctx, SteerRequest.class);
        Run run = runs.of(ctx);
        ModelHost host = models.of(run);
        Recipe recipe = recipe(host, run, request);
        Turn turn;
        try {
            turn = host.steer(run.id(), request.task(recipe));
        } catch (ModelBusy e) {
            throw new Problem(429, String.valueOf(e.getMessage()));
        }
        turns.add(request.id(), turn);
        try {
            new SteerStream(ctx, turn, event -> texts.of(run, event, steered(recipe, request))).send();
        } finally {
            turn.cancel();
            turns.remove(request.id(), turn);
        }
    }

    private void stop(Context ctx) {
        turns.cancel(ID.of(ctx));
        ctx.status(204);
    }

    private void recipe(Context ctx) throws IOException {
        SteerRequest request = Body.of(ctx, SteerRequest.class);
        Run run = runs.of(ctx);
        Recipe recipe = recipe(models.of(run), run, request);
        Path folder = Files.createTempDirectory("steergraph-recipe");
        try {
            Path file = folder.resolve("recipe.json");
            RecipeFile.write(file, recipe);
            ctx.header("Content-Disposition", "attachment; filename=\"steergraph-" + run.id() + ".recipe.json\"");
            ctx.contentType("application/json").result(Files.readAllBytes(file));
        } finally {
            Folders.delete(folder);
        }
    }

    private Recipe recipe(ModelHost host, Run run, SteerRequest request) throws IOException {
        return host.recipe(run.id(), asked.of(run, request), request.correcting(), request.where());
    }

    /** Those that were asked for come first in a recipe. */
    private static List<SteerLines.SteeredBy> steered(Recipe recipe, SteerRequest request) {
        List<SteerLines.SteeredBy> all = new ArrayList<>();
        for (Intervention one : recipe.interventions()) {
            if (one.place() instanceof Place.OfFeature place) {
                double k = one.change().k();
                all.add(new SteerLines.SteeredBy(
                        place.feature().layer(),
                        place.feature().sae(),
                        place.feature().index(),
                        one.label(),
                        one.change().kind(),
                        Double.isNaN(k) ? null : k,
                        all.size() >= request.features().size()));
            }
        }
        return all;
    }
}
