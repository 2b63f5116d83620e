package dev.steergraph.core.feature;

import java.util.Arrays;
import java.util.List;

/**
 * How often one feature takes which values, from the lowest bin of {@link Histogram} that holds any to the highest.
 *
 * @param from where the first bin begins, a power of two or 1.5 times one; 0 if the feature never fires
 * @param counts rows by bin, two bins to each power of two
 */
public record ActivationHistogram(double from, List<Long> counts) {

    /** @param bins long[{@link Histogram#BINS}] */
    static ActivationHistogram of(long[] bins) {
        int first = 0;
        int end = bins.length;
        while (first < end && bins[first] == 0) {
            first++;
        }
        while (end > first && bins[end - 1] == 0) {
            end--;
        }
        return new ActivationHistogram(
                first == end ? 0 : Histogram.edge(first),
                Arrays.stream(bins, first, end).boxed().toList());
    }
}
