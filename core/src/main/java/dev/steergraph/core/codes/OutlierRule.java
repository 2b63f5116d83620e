package dev.steergraph.core.codes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * When a row is an outlier: its norm is above so many medians of its hook point, {@value #LEAST} where norms lie close
 * together, up to {@value #MOST} where they spread. Language models make such rows of their attention sinks, at the first
 * position and at some delimiters; the longest ordinary rows have one and a half to seven medians, sinks up to hundreds.
 *
 * <p>With m the median and s = 1.4826 · median |ln(norm / m)|, which is the standard deviation of normally distributed
 * logarithms, the limit is m · e^{8s}, but {@value #LEAST} m at least and {@value #MOST} m at most.
 *
 * @see <a href="https://arxiv.org/abs/2402.17762">massive activations</a>
 * @see <a href="https://arxiv.org/abs/2309.17453">attention sinks</a>
 * @see <a href="https://doi.org/10.1080/01621459.1993.10476408">the median absolute deviation</a>
 */
public final class OutlierRule {

    /** No row below so many medians is an outlier. */
    public static final double LEAST = 3;

    /** Every row above so many medians is one. */
    public static final double MOST = 10;

    private static final double DEVIATIONS = 8;
    /** Of a normal distribution, standard deviation by median absolute deviation. */
    private static final double NORMAL = 1.4826;

    /** Digits of a median: two machines differ in the eighth, and are to decide alike. */
    private static final MathContext DIGITS = new MathContext(4);

    private OutlierRule() {}

    /**
     * The median of norms, to four digits. Half of them may be anything before it moves far, and their order does not
     * matter.
     *
     * @return 0 if none is finite
     */
    public static double median(float... norms) {
        return rounded(middle(finite(norms)));
    }

    /** Above which norm a row is an outlier, to four digits. @return 0 for none, where the median is 0 */
    public static double limit(float... norms) {
        double median = median(norms);
        if (median == 0) {
            return 0;
        }
        double[] deviations = finite(norms);
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.abs(Math.log(deviations[i] / median));
        }
        double spread = Math.exp(DEVIATIONS * NORMAL * middle(deviations));
        return rounded(median * Math.min(MOST, Math.max(LEAST, spread)));
    }

    /** Whether a row of this norm is an outlier. With limit 0 none is, nor is one whose norm is not a number. */
    public static boolean isOutlier(float norm, double limit) {
        return limit > 0 && norm > limit;
    }

    private static double[] finite(float... norms) {
        double[] found = new double[norms.length];
        int n = 0;
        for (float norm : norms) {
            if (Float.isFinite(norm)) {
                found[n++] = norm;
            }
        }
        return Arrays.copyOf(found, n);
    }

    private static double middle(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        // Of infinite ones, logarithms of 0, no mean is taken: it would be no number.
        return n == 0
                ? 0
                : sorted[(n - 1) / 2] == sorted[n / 2] ? sorted[n / 2] : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(DIGITS).doubleValue() : value;
    }
}
