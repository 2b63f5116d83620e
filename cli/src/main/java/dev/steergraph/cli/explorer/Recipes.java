package dev.steergraph.cli.explorer;

import dev.steergraph.analytics.exchange.recipe.SteeringRecipe;
import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import dev.steergraph.analytics.exchange.subgraph.SubgraphFeature;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.steering.Place;
import dev.steergraph.steering.feature.SteeringSaes;
import dev.steergraph.web.api.export.RecipeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes steering recipes for the explorer, with the files of runs that are at hand. */
public final class Recipes implements RecipeWriter {

    private final RunFolders folders;
    private final Progress progress;

    public Recipes(RunFolders folders, Progress progress) {
        this.folders = folders;
        this.progress = progress;
    }

    @Override
    public boolean hasVectors(String run) {
        return folders.apply(run).isPresent();
    }

    /** One at a time: an SAE can be as large as the memory that is left. */
    @Override
    public synchronized void recipe(Subgraph subgraph, double strength, String blocks, Path folder) throws IOException {
        Path run = folders.apply(subgraph.run())
                .orElseThrow(() -> new UserError("the files of run " + subgraph.run() + " are not at hand"));
        try (RunDirectory directory = RunDirectory.view(run)) {
            of(subgraph, directory, strength, blocks, progress).write(folder);
        }
    }

    @Override
    public void neuronpedia(Subgraph subgraph, double strength, Path file) throws IOException {
        withoutVectors(subgraph, strength).writeNeuronpedia(file);
    }

    /** A recipe of a subgraph's features, with vectors of the run's SAEs. */
    public static SteeringRecipe of(
            Subgraph subgraph, RunDirectory run, double strength, String blocks, Progress progress) throws IOException {
        SteeringSaes saes = SteeringSaes.of(run, progress);
        List<SteeringRecipe.Entry> entries = new ArrayList<>();
        for (SubgraphFeature feature : subgraph.features()) {
            Place.OfFeature place =
                    new Place.OfFeature(id(feature), HookPoint.parse(feature.hook()), feature.max(), "");
            entries.add(entry(feature, saes.written(place), strength, saes.direction(place), saes.place(place)));
        }
        return new SteeringRecipe(
                entries, blocks, Objects.requireNonNullElse(run.model().architecture(), ""));
    }

    /** For Neuronpedia, which has vectors of its own. */
    public static SteeringRecipe withoutVectors(Subgraph subgraph, double strength) {
        return new SteeringRecipe(
                subgraph.features().stream()
                        .map(feature -> entry(feature, HookPoint.parse(feature.hook()), strength, new float[0], ""))
                        .toList(),
                "",
                "");
    }

    private static SteeringRecipe.Entry entry(
            SubgraphFeature feature, HookPoint written, double strength, float[] direction, String place) {
        if (feature.max() == null) {
            throw new UserError("the graph does not know how strongly " + feature.key()
                    + " fires at most, so nothing can be said about how to steer with it");
        }
        return new SteeringRecipe.Entry(
                id(feature),
                HookPoint.parse(feature.hook()),
                written,
                strength,
                feature.max(),
                direction,
                place,
                Objects.requireNonNullElse(feature.label(), ""),
                feature.neuronpedia());
    }

    private static FeatureId id(SubgraphFeature feature) {
        return new FeatureId(feature.model(), feature.layer(), feature.sae(), feature.index());
    }
}
