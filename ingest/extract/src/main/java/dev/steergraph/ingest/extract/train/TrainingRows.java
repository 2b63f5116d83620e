package dev.steergraph.ingest.extract.train;

import dev.steergraph.core.codes.ActivationRows;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one SAE meets in training.
 *
 * @param trained rows that it is trained on
 * @param ordinary those of them that are no outliers: what its scale and its first bias are taken from
 * @param heldOut rows that it is evaluated on, without outliers
 * @param withOutliers the same with them; null if there are none
 */
record TrainingRows(
        ActivationRows trained,
        ActivationRows ordinary,
        ActivationRows heldOut,
        @Nullable ActivationRows withOutliers) {

    /**
     * @param all of the hook point
     * @param trained which of them
     * @param heldOut which of them; if none, those that are trained on stand in for them
     */
    static TrainingRows of(ActivationRows all, OutlierRows outliers, int[] trained, int[] heldOut) {
        ActivationRows rows = all.only(trained);
        if (outliers.count() == 0) {
            return new TrainingRows(rows, rows, all.only(heldOut.length > 0 ? heldOut : trained), null);
        }
        int[] ordinary = outliers.ordinary(trained);
        int[] evaluated = outliers.ordinary(heldOut);
        return new TrainingRows(
                rows,
                all.only(ordinary),
                all.only(evaluated.length > 0 ? evaluated : ordinary),
                heldOut.length > 0 ? all.only(heldOut) : null);
    }
}
