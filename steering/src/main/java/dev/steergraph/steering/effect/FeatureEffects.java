package dev.steergraph.steering.effect;

/**
 * What steering one feature does.
 *
 * @param source number of the feature
 * @param target int[n], ascending, features that change on some row
 * @param effect double[n], mean change over rows, in the target's standard deviations
 * @param error double[n], its standard error over texts
 * @param texts how many texts were read
 * @param rows how many of their tokens
 * @param token int[m], tokens whose logits change most, those that rise first, strongest first
 * @param change double[m], by how much, less the mean over the vocabulary and less what a random direction of the same length
 *     does; none for a model without a head
 */
record FeatureEffects(
        int source,
        int[] target,
        double[] effect,
        double[] error,
        int texts,
        long rows,
        int[] token,
        double[] change) {}
