package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.steering.feature.SteerOption;
import dev.steergraph.steering.text.SteeringRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Along which features a model is steered. */
public final class SteeringOptions {

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The run that the features are from: its SAEs, and how strongly each is active at most.")
    private @Nullable Path run;

    @Option(
            names = "--sae",
            paramLabel = "LAYER=SAE",
            description = "An SAE for a layer or hook point, in the place of the run's.")
    private List<String> saes = new ArrayList<>();

    @Option(
            names = "--positions",
            defaultValue = "all",
            paramLabel = "WHICH",
            description = "Tokens that are steered: all (default), prompt or generated; BOS never is.")
    private String positions;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Steer with a recipe.json, or a folder that export --format recipe made.")
    private @Nullable Path recipe;

    /** The run, not held; null for none. */
    public @Nullable RunDirectory run() throws IOException {
        return run == null ? null : RunDirectory.view(run);
    }

    /** What a sweep takes the features' SAEs from. @throws UserError if there is no run, or what a sweep has no use for */
    public SteeringRequest sweep(@Nullable RunDirectory directory) {
        if (recipe != null) {
            throw new UserError("A sweep tries single features, and a recipe says what is done to several; give"
                    + " --features L:I in the place of --recipe.");
        }
        if (Positions.parse(positions) != Positions.ALL) {
            throw new UserError("A sweep steers at all positions; leave out --positions " + positions + ".");
        }
        if (directory == null) {
            throw new UserError("A sweep measures on the documents of a run; give --run.");
        }
        return request(directory, List.of());
    }

    /** @param features as people type them, {@code L:I=K} */
    public SteeringRequest request(@Nullable RunDirectory directory, List<String> features) {
        return new SteeringRequest(
                directory,
                SaeSpec.parse(saes),
                features.stream().map(SteerOption::parse).toList(),
                Positions.parse(positions),
                recipe);
    }
}
