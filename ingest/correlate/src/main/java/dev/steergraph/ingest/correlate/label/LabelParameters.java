package dev.steergraph.ingest.correlate.label;

import dev.steergraph.core.UserError;

/**
 * How features are correlated with labels.
 *
 * @param threshold pairs with |r| above it are kept
 * @param top and of each label so many features of the highest |r|, whatever it is
 * @param minDocuments labelled documents in which a feature is active, and documents that have a label
 * @param seed of halves and permutation
 */
public record LabelParameters(Pooling pooling, double threshold, int top, int minDocuments, long seed) {

    /** @throws UserError if one of them is out of range */
    public LabelParameters {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new UserError("A threshold of " + threshold + " keeps nothing sensible; give 0 or more, below 1.")
                    .in("threshold");
        }
        if (top < 0) {
            throw new UserError("Of each label " + top + " features cannot be kept; give 0 or more.").in("top");
        }
        if (minDocuments < 1) {
            throw new UserError("A feature that is active in " + minDocuments
                            + " documents has no correlation; give 1 or more.")
                    .in("min-documents");
        }
    }
}
