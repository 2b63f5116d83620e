package dev.steergraph.web.api.run;

import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.web.http.Parameter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The parameters that say a {@link Place}; each may be left out. */
public record PlaceParameters(
        Parameter<Optional<Integer>> layer, Parameter<Optional<FeatureSite>> site, Parameter<Optional<String>> set) {

    /** Which features are listed. */
    public static final PlaceParameters LISTED = new PlaceParameters(
            Parameters.layer("layer", "Features of this layer only"),
            site("site", "Features of this site only"),
            set("set", "Features of the set of this name only"));

    /** @param name of the parameter */
    public static Parameter<Optional<FeatureSite>> site(String name, String description) {
        return Parameter.value(name, description, List.of(FeatureSite.values())).optional();
    }

    /** @param name of the parameter */
    public static Parameter<Optional<String>> set(String name, String description) {
        return Parameter.text(name, description).optional();
    }

    public Place of(Context ctx) {
        return new Place(layer.of(ctx), site.of(ctx), set.of(ctx));
    }
}
