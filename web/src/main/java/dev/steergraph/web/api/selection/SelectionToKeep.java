package dev.steergraph.web.api.selection;

import dev.steergraph.core.UserError;
import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.openapi.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person wants to be kept. */
record SelectionToKeep(
        @Schema(description = "Unlike those of the run's other selections", maxLength = SelectionToKeep.MAX_NAME)
        String name,

        @Schema(
                description = "The name that it had until now; left out of a new one",
                maxLength = SelectionToKeep.MAX_NAME)
        @Nullable
        String was,

        @Schema(maxLength = SelectionToKeep.MAX_NOTE) @Nullable
        String note,

        @Schema(
                description = "Keys, in the order in which they are to stay",
                maxItems = ChosenFeatures.MAX_FEATURES,
                maxLength = FeatureKeys.MAX_LENGTH)
        List<String> features) {

    static final int MAX_NAME = 80;
    private static final int MAX_NOTE = 2_000;

    SelectionToKeep {
        name = name("name", name);
        was = was == null ? null : name("was", was);
        if (note != null && note.length() > MAX_NOTE) {
            throw new UserError("note must be at most " + MAX_NOTE + " characters, not " + note.length());
        }
        features = ChosenFeatures.check("features", features);
    }

    private static String name(String what, @Nullable String name) {
        String text = name == null ? "" : name.strip();
        if (text.isEmpty() || text.length() > MAX_NAME) {
            throw new UserError(what + " must be a name of 1 to " + MAX_NAME + " characters, not " + text.length());
        }
        return text;
    }
}
