package dev.steergraph.web.api.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steergraph.web.http.Choice;
import java.util.List;

/** The sign of correlations or of a path: which ones are asked for, or which one it has. */
public enum Sign {
    ANY(0),
    POSITIVE(1),
    NEGATIVE(-1);

    private final int value;

    Sign(int value) {
        this.value = value;
    }

    /** @throws dev.steergraph.core.UserError if the text is none */
    @JsonCreator
    static Sign of(String text) {
        return Choice.parse("sign", text, List.of(values()));
    }

    public static Sign of(double number) {
        return number < 0 ? NEGATIVE : POSITIVE;
    }

    /** As the graph has it: 1 or -1, and 0 for any. */
    public int value() {
        return value;
    }

    @JsonValue
    String label() {
        return Choice.label(this);
    }
}
