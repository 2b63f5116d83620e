package dev.steergraph.steering.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.steering.edit.Edit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From a recipe to what is done to a model. */
public final class Edits {

    private Edits() {}

    /** @throws UserError if a feature, its SAE or its hook point is not there, or they do not fit the model */
    public static List<Edit> of(Recipe recipe, SteeringSaes saes, ModelInfo model) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (Intervention one : recipe.interventions()) {
            Edit edit = one.place() instanceof Place.OfFeature feature
                    ? of(one, feature, saes)
                    : of(one, (Place.OfDirection) one.place());
            requireFit(edit, model);
            edits.add(edit);
        }
        return edits;
    }

    private static Edit of(Intervention one, Place.OfFeature feature, SteeringSaes saes) throws IOException {
        Sae sae = saes.sae(feature);
        return Edit.of(
                one,
                feature.hook(),
                saes.written(feature),
                sae,
                feature.feature().index(),
                Double.isNaN(one.change().k()) ? 1 : saes.max(feature));
    }

    private static Edit of(Intervention one, Place.OfDirection direction) {
        return Edit.of(one, direction.hook(), direction.vector().values());
    }

    private static void requireFit(Edit edit, ModelInfo model) {
        for (HookPoint hook : List.of(edit.reads(), edit.writes())) {
            if (!model.has(hook)) {
                throw new UserError(model.id() + " has no " + hook + ", where "
                        + edit.what().place() + " is; it has layers" + " 0 to " + (model.layers() - 1)
                        + ": choose a feature that was made for this model.");
            }
        }
        int width = model.width(edit.writes());
        if (edit.unit().length != width) {
            throw new UserError(edit.what().place() + " adds " + edit.unit().length + " values, " + edit.writes()
                    + " of " + model.id() + " has width " + width + "; steer the model that it was made for.");
        }
    }
}
