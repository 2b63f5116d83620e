package dev.steergraph.analytics.validate;

import dev.steergraph.core.UserError;

/**
 * How to validate.
 *
 * @param pairs strongest pairs across layers for the sheet, 0 to 500
 * @param contexts texts of each of their features, 1 to 10
 * @param permutations of each null, 1 to 10,000
 * @param seed of the permutations
 */
public record ValidationParameters(int pairs, int contexts, int permutations, long seed) {

    /** @throws UserError if a value is outside its range */
    public ValidationParameters {
        if (pairs < 0 || pairs > 500 || contexts < 1 || contexts > 10 || permutations < 1 || permutations > 10_000) {
            throw new UserError("pairs is " + pairs + ", contexts " + contexts + ", permutations " + permutations
                    + "; give 0 to 500 pairs, 1 to 10 contexts and 1 to 10000 permutations");
        }
    }
}
