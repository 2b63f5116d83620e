package dev.steergraph.ingest.correlate.label;

import dev.steergraph.core.UserError;
import java.util.Locale;

/** What stands for all activations of a feature in a document. */
public enum Pooling {
    /** The largest, of rows on which it is not active 0. */
    MAX,
    /** The mean over all rows. */
    MEAN;

    /** @throws UserError if it is none of them */
    public static Pooling parse(String text) {
        for (Pooling pooling : values()) {
            if (pooling.toString().equals(text)) {
                return pooling;
            }
        }
        throw new UserError("\"" + text + "\" is no way to pool activations over a document; use max or mean.")
                .in("pool");
    }

    /** @param listed rows on which the feature has an activation @param value the largest or the sum of these */
    double of(double value, int listed, int rows) {
        if (this == MEAN) {
            return value / rows;
        }
        return listed < rows ? Math.max(0, value) : value;
    }

    /** @param first whether nothing was added before */
    double add(double value, double more, boolean first) {
        if (this == MEAN) {
            return value + more;
        }
        return first ? more : Math.max(value, more);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
