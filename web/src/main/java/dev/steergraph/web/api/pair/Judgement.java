package dev.steergraph.web.api.pair;

import dev.steergraph.core.UserError;
import dev.steergraph.web.api.feature.FeatureKeys;
import dev.steergraph.web.openapi.Schema;
import org.jspecify.annotations.Nullable;

/** What a person says about a pair, by its keys. */
record Judgement(
        @Schema(maxLength = FeatureKeys.MAX_LENGTH) String source,
        @Schema(maxLength = FeatureKeys.MAX_LENGTH) String target,
        Verdict verdict,
        @Schema(maxLength = MAX_NOTE) @Nullable String note) {

    private static final int MAX_NOTE = 2_000;

    Judgement {
        FeatureKeys.check("source", source);
        FeatureKeys.check("target", target);
        if (source.equals(target)) {
            throw new UserError("a review needs two features; " + source + " is both");
        }
        if (verdict == null) {
            throw new UserError("the verdict is missing");
        }
        if (note != null && note.length() > MAX_NOTE) {
            throw new UserError("note must be at most " + MAX_NOTE + " characters, not " + note.length());
        }
    }
}
