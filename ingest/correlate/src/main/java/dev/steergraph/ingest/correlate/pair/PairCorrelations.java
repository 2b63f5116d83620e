package dev.steergraph.ingest.correlate.pair;

import dev.steergraph.ingest.correlate.activation.FeatureColumns;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.activation.Workers;

/**
 * Pearson correlations of chosen pairs, in double precision from the two features' own activations. With x centred, Σ(x − m₁)(y − m₂)
 * over all rows is the sum over the rows where y fires, and m₂ Σ(x − m₁) over the same rows for those where it does not.
 */
public final class PairCorrelations {

    private PairCorrelations() {}

    /** @return [pairs] r; 0 where a feature does not vary */
    public static double[] of(FeatureColumns columns, FeatureMoments moments, EdgePairs pairs, int threads) {
        double[] r = new double[pairs.size()];
        Workers.run(
                pairs.groups(),
                threads,
                (group, scratch) -> {
                    long[] activations = columns.activations()[group.source()];
                    float[] column = scratch.column(columns.rows());
                    FeatureColumns.spread(activations, column);
                    for (int p = group.from(); p < group.to(); p++) {
                        r[p] = correlation(columns, moments, column, group.source(), pairs.target()[p]);
                    }
                    FeatureColumns.clear(activations, column);
                    return group;
                },
                group -> {});
        return r;
    }

    private static double correlation(FeatureColumns columns, FeatureMoments moments, float[] x, int f, int g) {
        if (!moments.varies(f) || !moments.varies(g)) {
            return 0;
        }
        double mx = moments.mean()[f];
        double my = moments.mean()[g];
        double products = 0;
        double deviations = 0;
        for (long activation : columns.activations()[g]) {
            double dx = x[FeatureColumns.row(activation)] - mx;
            products += dx * (FeatureColumns.value(activation) - my);
            deviations += dx;
        }
        double covariance = products + my * deviations;
        double r = covariance / Math.sqrt(moments.centred()[f]) / Math.sqrt(moments.centred()[g]);
        return Math.max(-1, Math.min(1, r));
    }
}
