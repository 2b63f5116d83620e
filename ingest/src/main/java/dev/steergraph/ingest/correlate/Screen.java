package dev.steergraph.ingest.correlate;

import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to tell quickly, and never wrongly, that a pair of sparse features is no edge.
 *
 * <p>With u = x / √C, C the sum of squares about the mean and h = mean / sd, r = Σuv − hₓh_y. Here u is rounded to a whole
 * number q = u·s of 16 bits, so that Σuv is found in whole numbers of 32. Rounding moves it by at most
 * (½√m(‖u‖ + ‖v‖))/s + m/(4s²), m being the rows of the rarer feature, because |Σuδ| ≤ ½√m‖u‖ (Cauchy, Schwarz) and
 * ‖u‖² = 1 + h². A pair whose rounded r stays below the threshold by more than that is no edge; all others are decided
 * exactly.
 */
final class Screen {

    /** Bands of features, so that 16 bits name a feature and a band's sums fit a core's cache. */
    static final int BAND = 1 << 16;

    /** Covers the rounding of a few operations on floating-point numbers near 1. */
    private static final double ROUNDING = 1e-9;

    private final PairData data;
    private final double s;
    private final double[] h;
    private final double highest;
    private final double lowest;
    private final boolean signed;
    private final List<ScreenBand> bands;

    private Screen(
            PairData data,
            double s,
            double[] h,
            double highest,
            double lowest,
            boolean signed,
            List<ScreenBand> bands) {
        this.data = data;
        this.s = s;
        this.h = h;
        this.highest = highest;
        this.lowest = lowest;
        this.signed = signed;
        this.bands = bands;
    }

    static Screen of(PairData data, FeatureMoments moments, int threads) {
        int sparse = data.sparse();
        double[] h = new double[sparse];
        double highest = 0;
        double lowest = 0;
        boolean signed = false;
        int most = 0;
        for (int k = 0; k < sparse; k++) {
            h[k] = data.mean()[k] * Math.sqrt(data.rows()) * data.scale()[k];
            highest = Math.max(highest, h[k]);
            lowest = Math.min(lowest, h[k]);
            signed |= moments.min()[data.features()[k]] < 0;
            most = Math.max(most, data.firings()[k].length);
        }
        double s = unit(data.rows(), most, Math.max(highest, -lowest));
        List<ScreenBand> bands = new ArrayList<>();
        for (int from = 0; from < sparse; from += BAND) {
            bands.add(ScreenBand.of(data, from, Math.min(sparse, from + BAND), s, threads));
        }
        return new Screen(data, s, h, highest, lowest, signed, List.copyOf(bands));
    }

    /**
     * As large as 16 bits allow for one value, |u| ≤ |x − m| / √C + |m| / √C ≤ 1 + |h| / √N, and 32 bits for a sum, at most
     * (s‖u‖ + ½√n)².
     */
    private static double unit(int rows, int most, double h) {
        double value = 32_760 / (1 + h / Math.sqrt(Math.max(1, rows)));
        double sum = (Math.sqrt(Integer.MAX_VALUE) - 1 - Math.sqrt(most) / 2) / Math.sqrt(1 + h * h);
        return Math.max(1, Math.min(value, sum));
    }

    List<ScreenBand> bands() {
        return bands;
    }

    double h(int feature) {
        return h[feature];
    }

    /** Turns a sum of q into Σuv. */
    double unit() {
        return 1 / (s * s);
    }

    /** How far rounding may move the correlations of a feature with those that follow it, which fire no less often. */
    double error(int feature) {
        double m = data.firings()[feature].length;
        double other = Math.max(highest, -lowest);
        double norms = Math.sqrt(1 + h[feature] * h[feature]) + Math.sqrt(1 + other * other);
        return Math.sqrt(m) / 2 * norms / s + m / (4 * s * s) + ROUNDING;
    }

    /** The least that hₓh_y can be for a feature. */
    double leastExpected(int feature) {
        return Math.min(h[feature] * highest, h[feature] * lowest);
    }

    /** Whether a feature's correlations with those that follow it may be below {@code -cut}. */
    boolean mayBeNegative(int feature, double cut) {
        return signed || h[feature] * highest > cut;
    }
}
