package dev.steergraph.ingest.model.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of config.json.
 *
 * @param own whether transformers' configuration class declares it; the others come from older files, or are read beside
 *     the class
 * @param usual transformers' value where the field is absent; null for none
 * @param nullable whether null is a value of its own
 * @param limits of whole numbers, least and most
 * @param values those that are implemented, where not all are; null among them stands for null and absence. Of what is
 *     repeated, the field that is read
 * @param use what it decides
 */
public record Field(
        String name,
        Kind kind,
        boolean own,
        @Nullable Object usual,
        boolean nullable,
        int[] limits,
        List<@Nullable Object> values,
        String use) {

    /** What is read of it. */
    public enum Kind {
        /** A whole number within limits. */
        SIZE,
        /** A number above 0. */
        NUMBER,
        TRUTH,
        TEXT,
        /** A token's id, or several. */
        TOKENS,
        /** Read by code of its own. */
        STRUCTURE,
        /** What another field says as well; that one is read. */
        REPEATED,
        /** Only some values are implemented, and these change nothing. */
        ONLY,
        /** An object with the {@code quant_method} by which weights are packed; only some are implemented. */
        QUANTIZATION,
        /** Changes no activation. */
        UNUSED
    }
}
