package dev.steergraph.steering.task;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well a steered model answers, beside itself unsteered. Intervals are 95%, of 2,000 resamples of the texts (percentiles).
 *
 * @param accuracy share of right answers
 * @param change in accuracy
 * @param toWrong answers that were right unsteered and are wrong
 * @param toRight the other way round
 * @param ser side effect rate, toWrong / (toWrong + toRight); null if no answer changes
 */
public record Accuracy(
        double accuracy,
        double low,
        double high,
        double change,
        double changeLow,
        double changeHigh,
        int toWrong,
        int toRight,
        @Nullable Double ser) {

    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;

    /** @param before whether each text is answered rightly unsteered @param after the same steered */
    static Accuracy of(boolean[] before, boolean[] after, long seed) {
        int n = after.length;
        int toWrong = 0;
        int toRight = 0;
        double[] right = new double[n];
        double[] change = new double[n];
        for (int i = 0; i < n; i++) {
            toWrong += before[i] && !after[i] ? 1 : 0;
            toRight += !before[i] && after[i] ? 1 : 0;
            right[i] = after[i] ? 1 : 0;
            change[i] = right[i] - (before[i] ? 1 : 0);
        }
        int[][] samples = samples(n, seed);
        double[] own = interval(samples, sample -> mean(right, sample));
        double[] paired = interval(samples, sample -> mean(change, sample));
        return new Accuracy(
                mean(right),
                own[0],
                own[1],
                mean(change),
                paired[0],
                paired[1],
                toWrong,
                toRight,
                toWrong + toRight == 0 ? null : (Double) (toWrong / (double) (toWrong + toRight)));
    }

    private static int[][] samples(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] samples = new int[RESAMPLES][n];
        for (int[] sample : samples) {
            Arrays.setAll(sample, i -> random.nextInt(n));
        }
        return samples;
    }

    private static double[] interval(int[][] samples, ToDoubleFunction<int[]> statistic) {
        double[] found = Arrays.stream(samples).mapToDouble(statistic).sorted().toArray();
        return new double[] {quantile(found, TAIL), quantile(found, 1 - TAIL)};
    }

    /** Between the two nearest, as numpy does it. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    static double mean(double... values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double mean(double[] values, int[] sample) {
        double sum = 0;
        for (int i : sample) {
            sum += values[i];
        }
        return sum / sample.length;
    }
}
