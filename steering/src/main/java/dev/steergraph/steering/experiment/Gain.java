package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What an arm is after. */
enum Gain {
    TOKENS("rise of the target tokens' log-probability", Cell::tokens),
    NATURAL(
            "rise of the log-probability of tokens that are predicted where the feature is active by itself",
            Cell::natural),
    READER("rise of the feature of the last SAE whose direction is nearest", Cell::reader),
    READER_BY_GRAPH("rise of the feature of the last SAE that correlates most", Cell::readerByGraph);

    private final String meaning;
    private final ToDoubleFunction<Cell> value;

    Gain(String meaning, ToDoubleFunction<Cell> value) {
        this.meaning = meaning;
        this.value = value;
    }

    String meaning() {
        return meaning;
    }

    double of(Cell cell) {
        return value.applyAsDouble(cell);
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
