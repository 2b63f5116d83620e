package dev.steergraph.web.api.steer;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.steering.host.ModelBusy;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.steering.host.ReadText;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.RunFinder;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Body;
import dev.steergraph.web.http.Problem;
import dev.steergraph.web.http.Resource;
import dev.steergraph.web.http.Route;
import dev.steergraph.web.openapi.Schema;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which features are active at each token of a text that somebody has written. */
public final class OwnTexts implements Resource {

    private static final int MAX_TEXT = 5_000;

    /** A text to read. */
    record TextToRead(@Schema(maxLength = MAX_TEXT) String text) {

        TextToRead {
            if (text == null || text.length() > MAX_TEXT) {
                throw new UserError("text must be a text of at most " + MAX_TEXT + " characters");
            }
        }
    }

    /** A text as the model has read it. */
    record OwnText(
            String model,

            @Schema(description = "As the vocabulary writes them")
            List<String> tokens,

            @Schema(
                    description =
                            "Of each token, whether it would be a row of the run; features of others are not read")
            List<Boolean> rows,

            @Schema(description = "In the order of the run") List<SetActivations> sets,

            @Schema(description = "What the graph knows of the features that are active anywhere")
            List<KnownFeature> features,

            @Schema(description = "What one should know, in sentences")
            List<String> notes) {}

    /** What the features of one SAE do. */
    record SetActivations(
            int layer,
            String sae,
            String hook,

            @Schema(description = "Of each token what is active, strongest first")
            List<List<Activation>> tokens) {}

    record Activation(int index, double value) {}

    private final RunFinder runs;
    private final RunModels models;
    private final FeatureNames names;

    public OwnTexts(Graph graph, RunFinder runs, Optional<ModelHost> host) {
        this.runs = runs;
        models = new RunModels(host);
        names = new FeatureNames(graph);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(
                        "/api/own-text", "ownText", "The features that are active at each token of a text", this::read)
                .takes(Parameters.MODEL, Parameters.RUN)
                .takesBody(TextToRead.class)
                .answers(OwnText.class)
                .refuses(404, 409, 429));
    }

    private void read(Context ctx) throws IOException, InterruptedException {
        TextToRead asked = Body.of(ctx, TextToRead.class);
        Run run = runs.of(ctx);
        try {
            ctx.json(told(run, models.of(run).read(run.id(), asked.text())));
        } catch (ModelBusy e) {
            throw new Problem(429, String.valueOf(e.getMessage()));
        }
    }

    private OwnText told(Run run, ReadText read) {
        List<String> keys = read.sets().stream()
                .flatMap(set -> set.tokens().stream()
                        .flatMap(List::stream)
                        .map(active -> run.key(new FeatureId(
                                run.model(), set.set().layer(), set.set().sae(), active.index()))))
                .distinct()
                .toList();
        return new OwnText(
                read.model(),
                read.tokens(),
                read.rows(),
                read.sets().stream().map(OwnTexts::told).toList(),
                List.copyOf(names.of(keys).values()),
                read.notes());
    }

    private static SetActivations told(ReadText.SetCodes set) {
        return new SetActivations(
                set.set().layer(),
                set.set().sae(),
                set.hook().toString(),
                set.tokens().stream()
                        .map(active -> active.stream()
                                .map(one -> new Activation(one.index(), one.value()))
                                .toList())
                        .toList());
    }
}
