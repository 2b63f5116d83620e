package dev.steergraph.steering.text;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.extract.generate.TextModel;
import dev.steergraph.steering.edit.Unsteered;
import dev.steergraph.steering.feature.SteerOption;
import dev.steergraph.steering.feature.SteeringSaes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be steered with, as it was asked for.
 *
 * @param run that the features are from; null for none
 * @param saes in the place of the run's
 * @param features with what is done to them
 * @param positions of these features
 * @param recipe a recipe.json, or the folder that it is in; null for none
 */
public record SteeringRequest(
        @Nullable RunDirectory run,
        SaeSpec saes,
        List<SteerOption> features,
        Positions positions,
        @Nullable Path recipe) {

    public SteeringRequest {
        features = List.copyOf(features);
    }

    /** Whether nothing is to be steered with. */
    public boolean isEmpty() {
        return features.isEmpty() && recipe == null;
    }

    /** @throws UserError if a feature or its SAE is not there, or does not fit the model */
    public SteeredModel on(TextModel text, Progress progress) throws IOException {
        requireWidth(text);
        SteeringSaes at = saes(text, progress);
        Recipe asked = recipe(at);
        sayOtherModels(asked, text.model().info().id(), progress);
        return new SteeredModel(text, asked, at, unsteered(text));
    }

    /** A model of the same geometry is steered without a fault, and maybe without sense. */
    private void sayOtherModels(Recipe asked, String model, Progress progress) {
        SortedSet<String> others = new TreeSet<>();
        RunDirectory directory = run;
        if (directory != null) {
            others.add(directory.model().id());
        }
        for (Intervention one : asked.interventions()) {
            if (one.place() instanceof Place.OfFeature feature) {
                others.add(feature.feature().model());
            }
        }
        others.remove(model);
        if (!others.isEmpty()) {
            progress.note("The features are of " + String.join(", ", others) + ", the model is " + model
                    + ": what they mean there may be something else.");
        }
    }

    /** The SAEs at hand. */
    public SteeringSaes saes(TextModel text, Progress progress) throws IOException {
        return new SteeringSaes(run, saes, SaeTarget.of(text.model().info()), progress);
    }

    /** All that is asked for. */
    public Recipe recipe(SteeringSaes at) {
        Recipe named = SteerOption.recipe(features, positions, at);
        if (recipe == null) {
            return named;
        }
        List<Intervention> all =
                new ArrayList<>(RecipeFile.read(Files.isDirectory(recipe) ? recipe.resolve("recipe.json") : recipe)
                        .interventions());
        all.addAll(named.interventions());
        return new Recipe(all);
    }

    /** Tokens that are never steered: those that the run has no rows of. */
    public Unsteered unsteered(TextModel text) {
        RunDirectory directory = run;
        Outliers outliers = directory == null
                ? null
                : directory.finished(Stages.EXTRACT).result().outliers();
        return Unsteered.of(text.tokenizer()::isSpecial, outliers);
    }

    /** @throws UserError if a model has another width or depth than the run's */
    public void requireWidth(TextModel text) {
        RunDirectory directory = run;
        if (directory != null
                && (directory.model().dModel() != text.model().info().dModel()
                        || directory.model().layers() != text.model().info().layers())) {
            throw new UserError("Run " + directory.root() + " is of "
                            + directory.model().id() + ", with "
                            + directory.model().layers() + " layers of width "
                            + directory.model().dModel() + "; "
                            + text.model().info().id() + " has "
                            + text.model().info().layers() + " of width "
                            + text.model().info().dModel() + ": steer the run's own model.")
                    .in("model");
        }
    }
}
