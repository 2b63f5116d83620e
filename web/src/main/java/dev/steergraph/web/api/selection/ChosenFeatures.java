package dev.steergraph.web.api.selection;

import dev.steergraph.core.UserError;
import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few features of one run, by their keys, each once. */
record ChosenFeatures(
        @Schema(maxItems = MAX_FEATURES, maxLength = FeatureKeys.MAX_LENGTH)
        List<String> keys) {

    static final int MAX_FEATURES = 200;

    ChosenFeatures {
        keys = check("keys", keys);
    }

    /** @throws UserError if there are none or too many, or one cannot be a key */
    static List<String> check(String name, @Nullable List<String> keys) {
        List<String> all = FeatureKeys.check(name, keys).stream().distinct().toList();
        if (all.isEmpty() || all.size() > MAX_FEATURES) {
            throw new UserError(name + " must list 1 to " + MAX_FEATURES + " keys of features, not " + all.size());
        }
        return all;
    }
}
