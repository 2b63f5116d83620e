package dev.steergraph.ingest.extract.row;

import dev.steergraph.core.codes.OutlierRule;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Outliers;
import java.util.List;

/**
 * What is an outlier in a run.
 *
 * @param hooks hook points
 * @param limits norms above which a token is an outlier, at each; all 0 in a run that does not look for outliers
 * @param kept whether outliers are rows all the same
 */
public record OutlierLimits(List<HookPoint> hooks, double[] limits, boolean kept) {

    public static OutlierLimits of(List<HookPoint> hooks, Outliers outliers) {
        return new OutlierLimits(
                hooks, hooks.stream().mapToDouble(outliers::limit).toArray(), outliers.kept());
    }

    /** A run without outliers, whatever its norms. */
    public static OutlierLimits none(List<HookPoint> hooks) {
        return new OutlierLimits(hooks, new double[hooks.size()], true);
    }

    /** Whether a token is an outlier at a hook point. */
    public boolean exceeds(TokenNorms norms, int hook, int sequence, int token) {
        return OutlierRule.isOutlier(norms.of(hook, sequence, token), limits[hook]);
    }

    /** Whether it is one at any. */
    public boolean exceeds(TokenNorms norms, int sequence, int token) {
        for (int hook = 0; hook < limits.length; hook++) {
            if (exceeds(norms, hook, sequence, token)) {
                return true;
            }
        }
        return false;
    }
}
