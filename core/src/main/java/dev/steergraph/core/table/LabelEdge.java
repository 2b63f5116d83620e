package dev.steergraph.core.table;

import dev.steergraph.core.id.FeatureSet;

/**
 * How a feature goes with a label of documents. A feature's activation is pooled over each document, to its largest value or
 * its mean; n documents have a label, n₁ this one.
 *
 * @param label its name
 * @param set the feature's set
 * @param index the feature's index in its set
 * @param r Pearson correlation of the pooled activation with having the label (1) or another (0), over all n
 * @param auroc chance that the pooled activation of a document with the label is above that of one without, ties counted half
 * @param documents of the n₁ those in which the feature is active
 * @param share documents / n₁
 * @param active of the n those in which the feature is active
 * @param meanWith mean pooled activation over the n₁
 * @param meanWithout over the others
 * @param firstHalf r on the first random half of the n documents; NaN where feature or label does not vary there
 * @param secondHalf r on the other
 */
public record LabelEdge(
        String label,
        FeatureSet set,
        int index,
        double r,
        double auroc,
        int documents,
        double share,
        int active,
        double meanWith,
        double meanWithout,
        double firstHalf,
        double secondHalf) {}
