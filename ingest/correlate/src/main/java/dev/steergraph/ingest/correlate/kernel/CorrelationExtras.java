package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.core.UserError;

/**
 * What is computed besides the edges.
 *
 * @param top features per layer in the dense matrices, those with the highest mean |activation|; 0 for no matrices
 * @param features features per layer that are correlated at all, chosen in the same way; 0 for all
 * @param bins K of {@code BinnedInformation}, 2 to 4, which implies all of {@code EdgeDetails}; 0 for no details
 * @param resamples how many times documents are resampled for {@code DocumentBootstrap}; 0 for no intervals
 * @param resampledEdges how many of the strongest edges get an interval
 * @param halves whether the search is repeated on each half of the documents
 */
public record CorrelationExtras(int top, int features, int bins, int resamples, int resampledEdges, boolean halves) {

    /** Matrices of 100 features a layer, and nothing else. */
    public static final CorrelationExtras NONE = new CorrelationExtras(100, 0, 0, 0, 200, false);

    private static final int MAX_TOP = 2000;
    private static final int MIN_RESAMPLES = 100;
    private static final int MAX_RESAMPLES = 10_000;
    private static final int MAX_RESAMPLED_EDGES = 10_000;

    /** @throws UserError if a number is out of its range */
    public CorrelationExtras {
        if (top < 0 || top > MAX_TOP) {
            throw new UserError(
                    "matrices of the top " + top + " features were asked for; give a number from 0 to " + MAX_TOP);
        }
        if (features < 0 || features == 1) {
            throw new UserError(
                    features + " features per layer were asked for; give at least 2, or nothing for all of them");
        }
        if (bins != 0 && (bins < 2 || bins > 4)) {
            throw new UserError(bins + " bins of mutual information were asked for; give 2, 3 or 4");
        }
        if (resamples != 0 && (resamples < MIN_RESAMPLES || resamples > MAX_RESAMPLES)) {
            throw new UserError(resamples + " bootstrap resamples were asked for; give a number from " + MIN_RESAMPLES
                    + " to " + MAX_RESAMPLES);
        }
        if (resampledEdges < 1 || resampledEdges > MAX_RESAMPLED_EDGES) {
            throw new UserError("bootstrap intervals of " + resampledEdges
                    + " edges were asked for; give a number from 1" + " to " + MAX_RESAMPLED_EDGES);
        }
    }

    public CorrelationExtras withTop(int count) {
        return new CorrelationExtras(count, features, bins, resamples, resampledEdges, halves);
    }

    public CorrelationExtras withFeatures(int count) {
        return new CorrelationExtras(top, count, bins, resamples, resampledEdges, halves);
    }

    public CorrelationExtras withBins(int count) {
        return new CorrelationExtras(top, features, count, resamples, resampledEdges, halves);
    }

    public CorrelationExtras withBootstrap(int count, int edges) {
        return new CorrelationExtras(top, features, bins, count, edges, halves);
    }

    public CorrelationExtras withHalves(boolean wanted) {
        return new CorrelationExtras(top, features, bins, resamples, resampledEdges, wanted);
    }
}
