package dev.steergraph.cli.option;

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
