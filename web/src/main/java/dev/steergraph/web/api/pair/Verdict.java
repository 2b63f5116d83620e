package dev.steergraph.web.api.pair;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.web.http.Choice;
import java.util.List;

/** What a person says about a pair of features. */
enum Verdict {
    SAME,
    RELATED,
    UNRELATED,
    UNSURE;

    /** @throws dev.steergraph.core.UserError if the text is no verdict */
    @JsonCreator
    static Verdict of(String text) {
        return Choice.parse("verdict", text, List.of(values()));
    }

    @JsonValue
    String label() {
        return Choice.label(this);
    }
}
