package dev.steergraph.web.api.stats;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.web.http.Choice;

/** What a heatmap or a histogram is of. */
enum Metric {
    R,
    MI,
    DENSITY;

    @JsonValue
    String label() {
        return Choice.label(this);
    }
}
