package dev.steergraph.ingest.extract.train;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.OutlierRule;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import java.util.Arrays;

/**
 * Which of a hook point's stored activations are outliers: those that were kept on purpose, or those of a run whose extraction
 * did not look for them. Of any other run there are none.
 *
 * @param kept whether the run keeps them on purpose
 * @param outlier of each row; empty if none is one
 * @param count how many are
 */
public record OutlierRows(boolean kept, boolean[] outlier, int count) {

    /** @param rows all of the hook point */
    public static OutlierRows of(RunDirectory run, HookPoint hook, ActivationRows rows) {
        Outliers known = run.finished(Stages.EXTRACT).result().outliers();
        if (known != null && !known.kept()) {
            return new OutlierRows(false, new boolean[0], 0);
        }
        float[] norms = norms(rows);
        double limit = known == null ? OutlierRule.limit(norms) : known.limit(hook);
        boolean[] outlier = new boolean[norms.length];
        int count = 0;
        for (int row = 0; row < norms.length; row++) {
            outlier[row] = OutlierRule.isOutlier(norms[row], limit);
            count += outlier[row] ? 1 : 0;
        }
        return new OutlierRows(known != null, count == 0 ? new boolean[0] : outlier, count);
    }

    /** Those of some rows that are no outliers. */
    public int[] ordinary(int... rows) {
        return count == 0
                ? rows
                : Arrays.stream(rows).filter(row -> !outlier[row]).toArray();
    }

    private static float[] norms(ActivationRows rows) {
        float[] norms = new float[rows.rows()];
        float[] x = new float[rows.width()];
        for (int row = 0; row < norms.length; row++) {
            rows.copy(row, x, 0);
            double sum = 0;
            for (float value : x) {
                sum += (double) value * value;
            }
            norms[row] = (float) Math.sqrt(sum);
        }
        return norms;
    }
}
