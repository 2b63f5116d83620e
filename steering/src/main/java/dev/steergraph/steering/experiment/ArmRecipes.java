package dev.steergraph.steering.experiment;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.core.table.FeatureSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What each arm adds, as recipes that steer with it: one for each arm that gains as many target tokens as single does at its
 * share of its largest gain, at the strength at which it does.
 */
final class ArmRecipes {

    private static final String ENDING = ".json";

    private final RunDirectory run;
    private final FeatureSpace space;

    ArmRecipes(RunDirectory run, FeatureSpace space) {
        this.run = run;
        this.space = space;
    }

    /** Writes them in the place of those that were there. @return their paths in the run */
    List<String> write(List<FeatureCells> features) throws IOException {
        clear();
        List<String> paths = new ArrayList<>();
        for (FeatureCells feature : features) {
            Prepared prepared = PreparedFile.read(run.file(Stages.EXPERIMENT, PartPaths.prepared(feature.feature())));
            for (Map.Entry<Arm, Map<HookPoint, float[]>> arm : prepared.units().entrySet()) {
                OptionalDouble strength = EqualGain.asSingle(feature, arm.getKey());
                if (strength.isPresent() && !arm.getValue().isEmpty()) {
                    String path = PartPaths.EXPERIMENT_RECIPES + "/" + space.layer(feature.feature()) + "-"
                            + space.index(feature.feature()) + "-" + arm.getKey() + ENDING;
                    RecipeFile.write(
                            run.root().resolve(path),
                            recipe(feature, arm.getKey(), arm.getValue(), strength.getAsDouble()));
                    paths.add(path);
                }
            }
        }
        return paths;
    }

    private static Recipe recipe(FeatureCells feature, Arm arm, Map<HookPoint, float[]> units, double strength) {
        String label = feature.name() + " " + feature.label() + ", " + arm;
        return new Recipe(units.entrySet().stream()
                .map(unit -> new Intervention(
                        new Place.OfDirection(unit.getKey(), new Place.Vector(unit.getValue())),
                        new Change.Add(strength),
                        Positions.ALL,
                        label))
                .toList());
    }

    /** Recipes of arms that another run of the experiment had would be taken for this one's. */
    private void clear() throws IOException {
        Path folder = run.root().resolve(PartPaths.EXPERIMENT_RECIPES);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(ENDING)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
