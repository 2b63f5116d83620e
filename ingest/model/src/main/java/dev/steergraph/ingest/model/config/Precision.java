package dev.steergraph.ingest.model.config;

import dev.steergraph.core.UserError;
import java.util.Locale;

/**
 * The element type of weights and matrix products. The residual stream, norms and softmax stay in float32 whatever the
 * precision, so that rounding does not pile up from layer to layer.
 */
public enum Precision {
    F32(6),
    BF16(15),
    F16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** PyTorch's number for the type, c10::ScalarType. */
    public int scalarType() {
        return scalarType;
    }

    /** @throws UserError if the text is none of f32, bf16, f16 */
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.toString().equals(text)) {
                return precision;
            }
        }
        throw new UserError("Precision \"" + text + "\" is unknown; use f32, bf16 or f16.").in("dtype");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
