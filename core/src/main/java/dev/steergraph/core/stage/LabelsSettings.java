package dev.steergraph.core.stage;

/**
 * What decides how features go with labels of documents.
 *
 * @param pool {@code max} or {@code mean}: what is taken of a feature's activations in a document
 * @param threshold pairs with |r| above it are kept
 * @param top and of each label so many features of the highest |r|, whatever it is
 * @param minDocuments labelled documents in which a feature is active, and documents that have a label
 * @param seed of halves and permutation
 * @param labels {@code category}, or the checksum of a file of labels
 * @param codes checksum of all sets of codes
 */
public record LabelsSettings(
        String pool, double threshold, int top, int minDocuments, long seed, String labels, String codes) {

    /** Labels that are the corpus's own categories. */
    public static final String CATEGORY = "category";
}
