package dev.steergraph.ingest.correlate.kernel;

import dev.steergraph.ingest.correlate.activation.ActivationSource;
import dev.steergraph.ingest.correlate.activation.CandidateRows;
import dev.steergraph.ingest.correlate.activation.FeatureMoments;
import dev.steergraph.ingest.correlate.pair.PairData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rules out quickly, and never wrongly, that a pair of sparse features is an edge.
 *
 * <p>With u = x / √C, C the sum of squares about the mean and h = mean / sd, r = Σuv − hₓh_y. Here u is rounded to a
 * whole number q = u·s of 16 bits, so that Σuv is found in whole numbers of 32. Rounding moves it by at most (½√m(‖u‖
 * + ‖v‖))/s + m/(4s²), m being the rows of the rarer feature, because |Σuδ| ≤ ½√m‖u‖ (Cauchy, Schwarz) and ‖u‖² = 1 +
 * h². A pair whose rounded r stays below the threshold by more than that is no edge; all others are decided exactly.
 *
 * <p>The rarer feature of a pair is the one whose rows are visited. Activations of the other with |v| < τ add at most
 * τΣ|u| ≤ τ√m‖u‖ to the sum, in all; so for features that fire on at most m rows, those below τ = {@value #WEAK} / √m
 * are left out and the margin grows by {@value #WEAK}‖u‖, and a feature whose largest |v| is so small that even this
 * bound is below the threshold is left out altogether.
 */
final class CandidateFilter {

    /** Bands of features, so that 16 bits name a feature and a band's sums fit a core's cache. */
    static final int BAND = 1 << 16;

    /** Half of the capacity of a bucket's pages, since slices of rows differ. */
    private static final long BAND_ACTIVATIONS = (long) Visit.PAGE * Visit.PAGES / 2;

    /** For thresholds from 0.3 on; see {@link #weak}. */
    static final double WEAK = 0.05;

    /** Features are visited together if their numbers of activations differ by at most this factor, */
    private static final double LIKE = 3;

    /** and also while they have less than this share of all activations: each bucket takes a pass over what is left. */
    private static final double SHARE = 0.3;

    /** Covers the rounding of a few operations on floating-point numbers near 1. */
    private static final double ROUNDING = 1e-9;

    private final PairData data;
    private final double threshold;
    private final double s;
    private final double[] h;
    private final double[] largest;
    private final double highest;
    private final double lowest;
    private final boolean signed;

    private CandidateFilter(
            PairData data,
            double threshold,
            double s,
            double[] h,
            double[] largest,
            double highest,
            double lowest,
            boolean signed) {
        this.data = data;
        this.threshold = threshold;
        this.s = s;
        this.h = h;
        this.largest = largest;
        this.highest = highest;
        this.lowest = lowest;
        this.signed = signed;
    }

    static CandidateFilter of(PairData data, FeatureMoments moments, double threshold) {
        int sparse = data.sparse();
        double[] h = new double[sparse];
        double[] largest = new double[sparse];
        double highest = 0;
        double lowest = 0;
        boolean signed = false;
        int most = 0;
        for (int k = 0; k < sparse; k++) {
            int f = data.features()[k];
            h[k] = data.mean()[k] * Math.sqrt(data.rows()) * data.scale()[k];
            largest[k] = Math.max(moments.max()[f], -moments.min()[f]) * data.scale()[k];
            highest = Math.max(highest, h[k]);
            lowest = Math.min(lowest, h[k]);
            signed |= moments.min()[f] < 0;
            most = Math.max(most, data.active()[k]);
        }
        double s = unit(data.rows(), most, Math.max(highest, -lowest));
        return new CandidateFilter(data, threshold, s, h, largest, highest, lowest, signed);
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

    /** Rows of a band; taken one after the other. */
    CandidateRows rows(ActivationSource source, int from) {
        return rows(source, from, bandEnd(data.active(), from, data.sparse()));
    }

    /** Rows of the features from {@code from} to below {@code to}. */
    CandidateRows rows(ActivationSource source, int from, int to) {
        double[] units =
                IntStream.range(from, to).mapToDouble(k -> data.scale()[k] * s).toArray();
        return source.rows(from, Arrays.copyOfRange(data.features(), from, to), units);
    }

    /**
     * End of the band that begins with a feature, which is limited in features and activations.
     *
     * @param active activations of each sparse feature
     */
    static int bandEnd(int[] active, int from, int sparse) {
        int to = from;
        long activations = 0;
        while (to < sparse && to - from < BAND && (to == from || activations + active[to] <= BAND_ACTIVATIONS)) {
            activations += active[to++];
        }
        return to;
    }

    /**
     * Ends of the buckets in which a band's and all earlier features visit its rows, ascending.
     *
     * @param band first feature of the band
     * @param bandEnd past the last
     */
    List<Integer> buckets(int band, int bandEnd) {
        long all = 0;
        for (int f = 0; f < bandEnd; f++) {
            all += data.active()[f];
        }
        List<Integer> ends = new ArrayList<>();
        long taken = 0;
        int first = 0;
        for (int f = 0; f < bandEnd; f++) {
            int n = data.active()[f];
            boolean unlike = n > LIKE * data.active()[first] && taken > SHARE * all;
            if (unlike || (f == band && f > 0)) {
                ends.add(f);
                first = f;
                taken = 0;
            }
            taken += n;
        }
        ends.add(bandEnd);
        return ends;
    }

    /** The part of a band's rows that the features from {@code from} to below {@code to} have to visit. */
    CandidateBucket bucket(ActivationSource source, CandidateRows rows, int from, int to, int threads) {
        return bucket(data, source, rows, from, to, threads);
    }

    /**
     * The same of a part of all rows.
     *
     * @param part the same features there
     */
    CandidateBucket bucket(PairData part, ActivationSource source, CandidateRows rows, int from, int to, int threads) {
        return CandidateBucket.of(part, source, rows, from, to, least(rows, from, to), s, threads);
    }

    /** [feature - rows.from()] the smallest |q| that counts for features that visit the rows; over all rows, not a part. */
    private char[] least(CandidateRows rows, int from, int to) {
        double root = Math.sqrt(data.active()[to - 1]);
        double most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(h[i]));
        }
        double norm = Math.sqrt(1 + most * most);
        char weak = (char) Math.floor(weak() * s / root);
        boolean neverNegative = !signed && most * highest < threshold;
        char[] least = new char[rows.size()];
        Arrays.fill(least, weak);
        for (int j = rows.from(); j < rows.to(); j++) {
            if (neverNegative && largest[j] * root * norm < threshold - ROUNDING) {
                least[j - rows.from()] = Character.MAX_VALUE;
            }
        }
        return least;
    }

    /** At a low threshold a wide margin would make every pair a candidate. */
    private double weak() {
        return Math.min(WEAK, threshold / 6);
    }

    double threshold() {
        return threshold;
    }

    double h(int feature) {
        return h[feature];
    }

    /** Turns a sum of q into Σuv. */
    double unit() {
        return 1 / (s * s);
    }

    /**
     * Largest difference between the approximate and the exact correlation of a feature with those that follow it,
     * which are active on at least as many rows.
     */
    double error(int feature) {
        double m = data.active()[feature];
        double other = Math.max(highest, -lowest);
        double own = Math.sqrt(1 + h[feature] * h[feature]);
        double norms = own + Math.sqrt(1 + other * other);
        return Math.sqrt(m) / 2 * norms / s + m / (4 * s * s) + weak() * own + ROUNDING;
    }

    /** The smallest possible hₓh_y of a feature. */
    double leastExpected(int feature) {
        return Math.min(h[feature] * highest, h[feature] * lowest);
    }

    /** Whether a feature's correlations with those that follow it may be below {@code -cut}. */
    boolean mayBeNegative(int feature, double cut) {
        return signed || h[feature] * highest > cut;
    }
}
