package dev.steergraph.steering.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What steering costs. */
enum Damage {
    KL("KL(p‖q) where no target token follows", Cell::kl),
    SPREAD("squared changes of the last SAE's features", Cell::spreadLast),
    SPREAD_OTHERS("the same without the feature's neighbours by the graph", Cell::spreadLastOthers),
    SPREAD_NEXT("squared changes of the next SAE's features", Cell::spreadNext);

    private final String meaning;
    private final ToDoubleFunction<Cell> value;

    Damage(String meaning, ToDoubleFunction<Cell> value) {
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
