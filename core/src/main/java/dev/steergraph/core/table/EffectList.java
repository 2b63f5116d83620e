package dev.steergraph.core.table;

/**
 * What steering features does to others, in columns, ascending by the numbers of the source and the target.
 *
 * @param space numbers the features
 * @param source number of the feature that was steered
 * @param target number of a feature that was looked at
 * @param effect mean change of the target's activation over rows, in its standard deviations
 * @param se standard error of the effect, over documents
 * @param documents how many were read
 * @param r Pearson correlation on the documents that were not steered
 * @param cosine of the two directions; NaN where they are of different spaces
 * @param strength in multiples of the source's largest activation
 * @param moves 1 where the target moves, by enough and not by chance; 0 otherwise
 */
public record EffectList(
        FeatureSpace space,
        int[] source,
        int[] target,
        double[] effect,
        double[] se,
        int[] documents,
        double[] r,
        double[] cosine,
        double[] strength,
        int[] moves) {

    /** @throws IllegalArgumentException if the columns differ in length */
    public EffectList {
        int n = source.length;
        if (target.length != n
                || effect.length != n
                || se.length != n
                || documents.length != n
                || r.length != n
                || cosine.length != n
                || strength.length != n
                || moves.length != n) {
            throw new IllegalArgumentException("the columns of a list of effects differ in length");
        }
    }

    /** Columns of zeros, to be filled. */
    public static EffectList ofSize(FeatureSpace space, int n) {
        return new EffectList(
                space,
                new int[n],
                new int[n],
                new double[n],
                new double[n],
                new int[n],
                new double[n],
                new double[n],
                new double[n],
                new int[n]);
    }

    /** Number of pairs. */
    public int size() {
        return source.length;
    }

    /** The effect by its standard error; 0 where nothing changed. */
    public double z(int e) {
        return se[e] > 0 ? effect[e] / se[e] : 0;
    }
}
